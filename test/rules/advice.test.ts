import { beforeAll, describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/edit/edits.js';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { readInputs } from '../../src/io/inputs/inputs.js';
import { load } from '../../src/load/load.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { type Inputs, sourcesOf } from '../../src/model/inputs.js';
import { Source } from '../../src/model/source.js';
import { ownLayouts } from '../support/layouts.js';
import { REPOSITORY } from '../support/run.js';

/* Whoever does what a finding of the real data says has fewer findings than before, not others. */

const fonts = new FontLibrary([]);
const layouts = ownLayouts();
/** The findings of each rule that are tried. */
const EACH = 3;

let inputs: Inputs;
let found: Diagnostic[];
let sources: Map<string, Source>;

beforeAll(() => {
  inputs = readInputs(REPOSITORY, some => layouts.kindsFor(some));
  found = load(inputs, layouts, fonts).diagnostics;
  sources = new Map(sourcesOf(inputs).map(source => [source.path, source]));
});

/** Returns the problems after a change of one file. */
function after(path: string, text: string): Diagnostic[] {
  const years = inputs.years.map(year => ({
    ...year,
    departments: year.departments.map(department => ({
      ...department,
      forms: department.forms.map(({ kind, source }) =>
        ({ kind, source: source.path === path ? new Source(path, new TextEncoder().encode(text)) : source })),
    })),
  }));
  return load({ ...inputs, years }, layouts, fonts).diagnostics;
}

/** The first findings of each rule. */
function some(isTried: (one: Diagnostic) => boolean): Diagnostic[] {
  const counts = new Map<string, number>();
  return found.filter(isTried).filter(({ code }) => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    return (counts.get(code) ?? 0) <= EACH;
  });
}

test('every fix leaves fewer findings, and never the one that it fixes', () => {
  const tried = some(({ fix }) => fix !== undefined);
  expect(new Set(tried.map(({ code }) => code)).size).toBeGreaterThan(8);
  for (const { code, file, message, fix } of tried) {
    const source = sources.get(file);
    if (!source || !fix) throw new Error(`no source of ${file}`);
    const edits = fix.edits.map(({ range: { start, end }, text }) =>
      ({ span: { start: source.offset(start), end: source.offset(end) }, text }));
    const now = after(file, applyEdits(source.text, edits.sort((a, b) => a.span.start - b.span.start)));
    expect(now.length, `${file} ${message}`).toBeLessThan(found.length);
    const same = (list: readonly Diagnostic[]): number =>
      list.filter(one => one.code === code && one.file === file && one.message === message).length;
    expect(same(now), message).toBeLessThan(same(found));
  }
});

/** Advice that says what to put into a cell, and how to read it. */
const ADVICE: Record<string, [pattern: RegExp, field: string]> = {
  operator: [/性质改为 ?(=|≤|≥)/, '性质'],
  level2: [/^二级改为 ?“?([^“”、 ，；]+)/, '二级'],
};

describe.each(Object.entries(ADVICE))('advice about %s', (_, [pattern, field]) => {
  test('followed, it leaves fewer findings', () => {
    const tried = some(({ hint = '', pointer = '' }) => pattern.test(hint) && pointer.startsWith('/indicators/'));
    expect(tried.length).toBeGreaterThan(2);
    for (const { file, hint = '', pointer = '', message } of tried) {
      const source = sources.get(file);
      const value = pattern.exec(hint)?.[1] ?? '';
      const number = Number(pointer.split('/')[2]);
      const rows = (source?.text ?? '').split(/^(?= {2}- )/m);
      const changed = rows.map((row, index) =>
        (index === number + 1 ? row.replace(new RegExp(`(?<= {4}${field}: ).*`), () => value) : row)).join('');
      expect(changed).not.toBe(source?.text);
      expect(after(file, changed).length, `${message} → ${hint}`).toBeLessThan(found.length);
    }
  });
});

test('no finding is told twice, and no advice names a document that nobody wrote', () => {
  const keys = found.map(({ code, file, pointer = '', range: { start }, message }) => [code, file, pointer, start.line, start.column, message].join());
  expect(new Set(keys).size).toBe(keys.length);
  const written = [...sources.values()].map(({ text }) => text.normalize('NFKC').replace(/\s/g, '')).join('\n');
  for (const { hint = '', message } of found) {
    for (const [number = ''] of hint.matchAll(/\d+号/g)) expect(written.includes(number), `${message} → ${hint}`).toBe(true);
  }
});

test.each([
  ['名称: 减少事故损失', '单位: 万元', '指标值: 30', 'verb-first', '改成名词，如“事故损失减少额”'],
  ['名称: 带动社会投资', '单位: 万元', '指标值: 30', 'verb-first', '改成名词，如“带动社会投资金额”'],
  ['名称: 突破关键技术', '单位: 项', '指标值: 3', 'verb-first', '改成名词，如“关键技术突破数量”'],
  ['名称: 拍摄制作宣传片', '单位: 部', '指标值: 3', 'verb-first', '改成名词，如“宣传片数量”'],
  ['名称: 防控体系', '单位: 定性', '指标值: 不断完善', 'grade', expect.stringContaining('换成能算的指标')],
  ['名称: 安全事故', '单位: 定性', '指标值: 不发生', 'grade', '写成次数：名称写“…起数”，性质 =，指标值 0'],
])('%s, %s, %s: %s says what to write', (name, unit, target, rule, hint) => {
  const path = 'data/2024/沙坪坝街道/projects/14-群众体育文化教育事业.yaml';
  const text = sources.get(path)?.text ?? '';
  const changed = text.replace('名称: 提高辖区居民文化素质', name).replace('单位: 定性', unit).replace('指标值: 有所提高', target);
  expect(after(path, changed).find(problem => problem.file === path && problem.code === rule)?.hint).toEqual(hint);
});

test('the number of another document is not offered for a title', () => {
  const offered = found.filter(({ code, hint }) => code === 'document-unnumbered' && hint?.includes('是不是它的字号'));
  expect(offered.map(({ hint }) => /“(.+?)”/.exec(hint ?? '')?.[1])).not.toContain('沙纪发(2022)1号');
  const near = found.filter(({ code, message }) => code === 'document-unnumbered' && message.includes('只有字号'));
  expect(near.map(({ message }) => /，(.+)$/.exec(message)?.[1]))
    .toEqual(['前面的“沙纪发(2022)1号”只有字号', '后面的“沙安办(2023)57号”只有字号']);
});
