import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FormInput, filesOf, type Inputs, type YearInput } from '../src/model/inputs.js';
import { kindOfFile } from '../src/model/kinds.js';
import { type Range, Source } from '../src/model/source.js';
import type { Diagnostic } from '../src/model/diagnostic.js';
import { FontLibrary } from '../src/io/fonts/library.js';
import { load } from '../src/load/load.js';
import { rules } from '../src/rules/index.js';
import type { Rule } from '../src/rules/rule.js';
import { ownLayouts } from './support/layouts.js';
import { REPOSITORY } from './support/run.js';

/*
 * A rule's expectations stand in its fixture, test/fixtures/rules/<rule>/, on the line they are about:
 *     权重: 20  # expect: weights-total
 * Both directions are compared: what is expected is found, and nothing else is. What a clerk reads about it is in
 * report.txt beside them (`npx vitest run test/rules.test.ts -u` writes it anew). A fixture is a department;
 * a scheme in it names the layout of its forms where that is not the shipped one, see test/fixtures/rules-layouts/.
 * Its forms of the year before, if it has any, are in 2023/.
 */

const FIXTURES = join(REPOSITORY, 'test/fixtures/rules');
const layouts = ownLayouts('test/fixtures/rules-layouts');
const fonts = new FontLibrary([]);

function read(rule: string): Inputs {
  const source = (path: string): Source => new Source(path, readFileSync(join(FIXTURES, path)));
  const files = readdirSync(join(FIXTURES, rule), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml')).sort();
  const ofYear = source('scheme.yaml');
  const scheme = files.includes('scheme.yaml') ? source(`${rule}/scheme.yaml`) : undefined;
  const kinds = layouts.kindsFor([ofYear, scheme]);
  const formOf = (file: string): FormInput => {
    const kind = kindOfFile(file.replace(/^2023\//, ''), kinds ?? []);
    if (!kind) throw new Error(`${rule}/${file} is no form of its layout`);
    return { kind, source: source(`${rule}/${file}`) };
  };
  const yearOf = (year: string, forms: string[]): YearInput => {
    const department = { year, name: rule, path: rule, scheme, kinds, forms: forms.map(formOf) };
    return { year, path: '', scheme: ofYear, departments: [department] };
  };
  const [before, now] = [true, false].map(isBefore =>
    files.filter(file => file !== 'scheme.yaml' && file.startsWith('2023/') === isBefore));
  return { years: [...before?.length ? [yearOf('2023', before)] : [], yearOf('2024', now ?? [])], diagnostics: [] };
}

const entries = readdirSync(FIXTURES, { withFileTypes: true });
const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);

test('every rule has fixtures and every fixture a rule', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(folders.sort()).toEqual(rules.map(({ id }) => id).sort());
});

test.each(rules.map(rule => ({ ...rule })))('$id says why it exists and what to do', ({ why }) => {
  expect(why).toMatch(/。请.+。$/);
});

describe.each(folders)('%s', (rule) => {
  const inputs = read(rule);
  const department = inputs.years.flatMap(({ departments }) => departments).at(-1);
  const expected = (department ? filesOf(department) : []).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const ids = /# expect: (.+)$/.exec(line)?.[1]?.split(/,\s*/) ?? [];
      return ids.map(id => `${path}:${index + 1} ${id}`);
    }));

  test('finds what its fixtures expect, there, and nothing else', async () => {
    const all = load(inputs, layouts, fonts).diagnostics;
    // Other rules may find things in its fixtures; files that do not fit their schema would hide what it finds.
    const diagnostics = all.filter(({ code }) => code === rule || code.includes('/'));
    expect(expected.some(line => line.includes(` ${rule}`))).toBe(true);
    const ranked = new Set(expected.filter(line => / \p{Script=Han}+$/u.test(line)).map(line => line.replace(/ \S+$/, '')));
    const found = diagnostics.map(({ file, range, code, rank }) => {
      const place = `${file}:${range.start.line} ${code}`;
      return ranked.has(place) ? `${place} ${rank}` : place;
    });
    expect(found.sort()).toEqual(expected.sort());
    for (const { message, hint } of diagnostics) {
      expect(message).toMatch(/\p{Script=Han}/u);
      expect(hint).toBeTruthy();
    }
    await expect(reportOf(diagnostics.filter(({ code }) => code === rule))).toMatchFileSnapshot(join(FIXTURES, rule, 'report.txt'));
  });
});

/** Everything that is said and offered: file and characters, how bad it is, message, hint, related places, edits. */
function reportOf(diagnostics: readonly Diagnostic[]): string {
  const placeOf = (file: string, { start, end }: Range): string =>
    `${file}:${start.line}:${start.column}-${start.line === end.line ? '' : `${end.line}:`}${end.column}`;
  return diagnostics.map(({ file, range, severity, rank, message, hint, related = [], fix }) => [
    `${placeOf(file, range)} ${severity} ${rank}`,
    message,
    `→ ${hint ?? ''}`,
    ...related.map(one => `= ${placeOf(one.file, one.range)} ${one.message}`),
    ...(fix?.edits ?? []).map(edit => `+ ${placeOf(file, edit.range)} ${JSON.stringify(edit.text)}${fix?.asks ? ' ?' : ''}`),
    '',
  ].join('\n')).join('\n');
}

test('words of a scheme are words, not patterns', () => {
  for (const words of ['["遗属((", "[a"]', '[]']) {
    const inputs = read('private-person');
    const [year] = inputs.years;
    if (!year?.scheme) throw new Error('the fixture has a scheme');
    const text = year.scheme.text.replace('审核:', `审核:\n  个人称谓: ${words}`);
    year.scheme = new Source(year.scheme.path, new TextEncoder().encode(text));
    const found = load(inputs, layouts, fonts).diagnostics.filter(({ code }) => code === 'private-person');
    expect(found.map(({ message }) => message).join()).not.toContain('万元');
  }
});

test.each([
  ['digits', '9'.repeat(29_000)], ['figures', '1个绿地'.repeat(5000)], ['stops', '甲.'.repeat(14_000)],
  ['parted digits', '138/'.repeat(7000)], ['an open sign', `<${'绿'.repeat(29_000)}`], ['brackets', '（'.repeat(3000)], ['Chinese', '绿'.repeat(29_000)],
])('no rule takes its time over a text of %s', (_, text) => {
  const inputs = read('wrong-words');
  const project = inputs.years[0]?.departments[0]?.forms.find(({ kind }) => kind.role === 'project');
  if (!project) throw new Error('the fixture has a project');
  const changed = project.source.text.replace(/绩效目标: .*/, `绩效目标: 甲${text}`);
  project.source = new Source(project.source.path, new TextEncoder().encode(changed));
  expect(load(inputs, layouts, fonts).diagnostics.length).toBeGreaterThan(0);
});

test('a department may have more findings than a function takes arguments', () => {
  const many = Array.from({ length: 300_000 }, () => ({ at: '', message: '' }));
  const rule: Rule<'grade'> = { id: 'grade', title: '', needs: [], roles: ['department'], rank: '应改', why: '', check: () => many };
  const { diagnostics, departments } = load(read('wrong-words'), layouts, fonts, { rules: [rule] });
  expect(diagnostics).toHaveLength(many.length);
  expect(departments).toHaveLength(1);
});
