import { expect, test } from 'vitest';
import { csvText } from '../../src/model/csv.js';

test.each(['=cmd|\'/C calc\'!A0', '+1+1', '@SUM(1)', '＝1', '＠a', '\t=1', '-cmd', '-2+3'])('a cell that Excel would run is a text: %j', (text) => {
  expect(csvText([['a', text]])).toContain(`a,"'${text}"`);
});

test.each(['-2', '-2.5', '-', '+', '3', '甲=乙'])('another cell is as it is: %j', (text) => {
  expect(csvText([['a', text]])).toBe(`\uFEFFa,${text}\r\n`);
});
