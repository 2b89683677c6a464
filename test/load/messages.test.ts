import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileKind } from '../../src/load/layouts.js';
import { parse } from '../../src/load/parse.js';
import type { Schema } from '../../src/model/schema.js';
import { Source } from '../../src/model/source.js';
import { REPOSITORY } from '../support/run.js';

/* What a form of another place may get wrong, in the words of whoever fills it in. */

const core = JSON.parse(readFileSync(join(REPOSITORY, 'schemas/core.schema.json'), 'utf8')) as Schema;
const ref = (name: string, more: object = {}): object => ({ $ref: `../core.schema.json#/$defs/${name}`, ...more });
const { compiled } = compileKind({
  path: 'schemas/x/project.schema.json',
  text: JSON.stringify({
    title: '表', form: { role: 'project', files: 'projects/*.yaml' }, type: 'object',
    properties: {
      名称: ref('name'),
      属性: ref('ticks', { words: ['新增', '延续', '一次性'] }),
      资金: ref('budget', { type: 'object', properties: { 总额: ref('money.total'), 拨款: ref('amount') } }),
    },
  }),
}, core);

function problems(text: string): string[] {
  const source = new Source('a.yaml', new TextEncoder().encode(text));
  const parsed = parse(source);
  const judged = parsed.diagnostics.length ? [] : compiled?.validator.validate(parsed, source).diagnostics ?? [];
  const all = [...parsed.diagnostics, ...judged];
  return all.map(({ code, message, hint = '' }) => `${code} ${message} → ${hint}`);
}

test('of a field to tick, one or several of its words', () => {
  expect(problems('名称: 甲\n属性: 新增、一次性\n')).toEqual([]);
  expect(problems('名称: 甲\n属性: 延续\n')).toEqual([]);
  expect(problems('名称: 甲\n属性: 新增、其他\n')).toEqual(['schema/enum “属性”不能写“其他” → 写 新增、延续、一次性 里的一个或几个，几个之间用、隔开']);
  expect(problems('名称: 甲\n属性: 新增、新增\n')[0]).toContain('“属性”里“新增”写了两次');
  expect(problems('名称: 甲\n属性: 新增 延续\n')[0]).toContain('“属性”不能写“新增 延续”');
});

test('an amount may have commas and a unit', () => {
  for (const amount of ['120', '1,200.5', '120万元', '1,200,000.00 元', '-3']) {
    expect(problems(`名称: 甲\n资金:\n  总额: ${amount}\n`), amount).toEqual([]);
  }
  for (const amount of ['12,00', '120万', '120元整', '约120万元']) {
    expect(problems(`名称: 甲\n资金:\n  总额: ${amount}\n`)[0], amount).toContain('schema/format “资金 总额”写');
  }
});

test('in braces a comma between thousands begins another field, and the message says so', () => {
  for (const braces of ['{总额: 1,200.00, 拨款: 1,200.00}', '{总额: 1,234.00}', '{总额: 1,200万元}']) {
    const [first = ''] = problems(`名称: 甲\n资金: ${braces}\n`);
    expect(first, braces).toContain('成了一栏：花括号里的逗号隔开两栏，千分号也一样 → 把这个数加上引号');
  }
  expect(problems('名称: 甲\n资金: {总额: \'1,200.00\', 拨款: \'1,200.00\'}\n')).toEqual([]);
});
