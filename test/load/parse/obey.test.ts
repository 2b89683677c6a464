import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from '../../../src/load/parse.js';
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import { Source } from '../../../src/model/source.js';
import { PROJECT, REPOSITORY } from '../../support/run.js';

const CLEAN = readFileSync(join(REPOSITORY, 'test/fixtures/clean', PROJECT), 'utf8');
const read = (text: string) => parse(new Source('a.yaml', new TextEncoder().encode(text)));
const DATA = read(CLEAN).data;

/** Lines that are right where they stand and say something else there: the validator tells it. */
const MEANS_OTHERWISE = new Set(['  项目概况: 行政办公大楼办公设备购置。', '  绩效指标:', '补助下级: 0']);

/** Slips in the beginning of one line. */
const SLIPS: Record<string, (line: string) => string> = {
  'one blank more': line => ` ${line}`,
  'one blank less': line => line.replace(/^ /, ''),
  'two blanks more': line => `  ${line}`,
  'two blanks less': line => line.replace(/^ {2}/, ''),
  'a tab for two blanks': line => line.replace(/^ {2}/, '\t'),
  tabs: line => line.replace(/^ +/, blanks => '\t'.repeat(blanks.length / 2)),
  'full-width blanks': line => line.replace(/^ +/, blanks => '\u3000'.repeat(blanks.length / 2)),
  'no-break blanks': line => line.replace(/^ +/, blanks => '\u00A0'.repeat(blanks.length)),
  'a full-width blank after the colon': line => line.replace(': ', ':\u3000'),
  'no blank after the dash': line => line.replace('- ', '-'),
  'two blanks after the dash': line => line.replace('- ', '-  '),
  'a full-width blank after the dash': line => line.replace('- ', '-\u3000'),
};

test.each(Object.entries(SLIPS))('whoever obeys the message about %s in any line gets the form as it was', (_name, slip) => {
  const lines = CLEAN.split('\n');
  const wrong: string[] = [];
  let told = 0;
  for (const [index, line] of lines.entries()) {
    if (slip(line) === line || line === '') continue;
    const text = lines.with(index, slip(line)).join('\n');
    const { diagnostics, data } = read(text);
    // A message names both groups if a line may belong to either.
    if (diagnostics.some(({ message }) => /都没有对齐|对不齐/.test(message))) {
      expect(diagnostics).toHaveLength(1);
      continue;
    }
    if (!diagnostics.length && MEANS_OTHERWISE.has(slip(line))) continue;
    told += diagnostics.length;
    const obeyed = diagnostics.length ? read(diagnostics.reduce(obey, text)).data : data;
    const isElsewhere = diagnostics.some(one => one.range.start.line !== index + 1);
    if (isElsewhere || JSON.stringify(obeyed) !== JSON.stringify(DATA)) {
      wrong.push(`${index + 1} ${slip(line)} → ${diagnostics.map(one => `${one.range.start.line}: ${one.message} → ${one.hint}`).join(' · ') || '没有说'}`);
    }
  }
  expect(told).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

/** Does what the hint of a problem says. */
function obey(text: string, { hint = '', range: { start } }: Diagnostic): string {
  const lines = text.split('\n');
  const line = lines[start.line - 1] ?? '';
  const [before, after] = [line.slice(0, start.column - 1), line.slice(start.column - 1)];
  const [, more] = /^补上 (\d+) 个空格/.exec(hint) ?? [];
  const [, less] = /^删去 (\d+) 个空格/.exec(hint) ?? [];
  const [, instead] = /删去它，写 (\d+) 个$/.exec(hint) ?? [];
  const changed = more
    ? before + ' '.repeat(Number(more)) + after
    : less
      ? before.slice(0, before.length - Number(less)) + after
      : instead
        ? (before.trim() ? before : '') + ' '.repeat(Number(instead)) + after.trimStart()
        : hint.startsWith('写成“- ') ? line.replace('-', '- ') : undefined;
  return changed === undefined ? text : lines.with(start.line - 1, changed).join('\n');
}
