import type { Code } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { DEFAULT_FONT, type Fonts } from '../model/fonts.js';
import type { Form, Scheme } from '../model/form.js';
import { at, type Pointer } from '../model/pointer.js';
import { type Rank, rankOfCheck, RANKS, type Severity } from '../model/rank.js';
import { similar } from '../model/similar.js';
import { placeOf, type Positions, type Range, type Source, spanOf, spanWithin } from '../model/source.js';
import { rules as allRules } from '../rules/index.js';
import { findUnprintable } from '../rules/text/printable.js';
import { concerns, type Context, type Finding, type Rule } from '../rules/rule.js';

/** A form with the places of its fields, as long as it is being checked. */
export interface PlacedForm {
  form: Form;
  positions: Positions;
  /** Missing fields that another problem is about. */
  absent?: ReadonlySet<Pointer>;
}

/**
 * A department → what its rules found.
 *
 * @param complete true if every file of the department fits its schema: only then are sums over all of them judged
 * @param unfit forms that do not fit their schema, as far as they are read
 * @param positionsOf the places of the fields of a form of another department or year
 * @param rules those to check by
 */
export function check(
  forms: readonly PlacedForm[],
  department: Context,
  complete: boolean,
  unfit: readonly PlacedForm[] = [],
  positionsOf: (form: Form) => Positions = () => new Map(),
  rules: readonly Rule<Code>[] = allRules,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const placeOfForm = new Map(forms.map(({ form, positions }) => [form, positions]));
  for (const [place, { form, positions, absent }] of [...forms, ...unfit].entries()) {
    for (const rule of rules) {
      if (place >= forms.length && !isOfUnfit(rule)) continue;
      if ((rule.wholeDepartment && !complete) || !concerns(rule, form)) continue;
      const { rules: own } = department.scheme;
      const level = Object.hasOwn(own, rule.id) ? own[rule.id]?.level : undefined;
      if (level === '关闭') continue;
      for (const finding of rule.check(form as Parameters<Rule['check']>[0], department)) {
        if (absent?.has(finding.at)) continue;
        const related = finding.related?.map(({ form: other, message, ...where }) => ({
          file: other.source.path,
          range: rangeOf(where, placeOfForm.get(other) ?? positionsOf(other), other.source),
          message,
        }));
        const diagnostic = diagnose(finding, rule.id, weigh(finding, rule, level), positions, form.source);
        diagnostics.push(related ? { ...diagnostic, related } : diagnostic);
      }
    }
  }
  return diagnostics;
}

/** Rules that are asked of a form that does not fit its schema too: one run reports all that is to be filled in. */
const OF_UNFIT: ReadonlySet<string> = new Set(['empty-cell']);

/** Returns true if a rule also runs on forms that do not match their schema. */
export function isOfUnfit({ id }: Rule): boolean {
  return OF_UNFIT.has(id);
}

/** The keys of the fields of a layout. */
export interface FieldKeys {
  keys: ReadonlySet<string>;
  /** The keys of names: a form, or a row, without its name is none. */
  names: ReadonlySet<string>;
}

/** The severity and rank of a problem. */
type Weight = Pick<Diagnostic, 'severity' | 'rank'>;

/**
 * Decides how bad a finding is: as the scheme says, else as the rule says. A finding that `--fix` takes away without
 * asking is mechanical, whatever its rule finds otherwise.
 *
 * @param level of the scheme, for the rule
 */
function weigh({ rank, fix, asks }: Finding, rule: Rule, level: string | undefined): Weight {
  const blocks = level === undefined ? rule.blocks ?? false : level === '错误';
  if (blocks) return { severity: 'error', rank: '必改' };
  if (RANKS.some(one => one === level)) return { severity: 'warning', rank: level as Rank };
  return { severity: 'warning', rank: rank ?? (fix === undefined || asks ? rule.rank : '可自动改') };
}

/**
 * Reports the errors of a scheme that its schema does not find: a layout, rules or fonts that do not exist, characters
 * that cannot be printed.
 *
 * @param scheme as written, without defaults
 * @param layouts the names of all layouts
 * @param fields of the layout that the scheme is for
 */
export function checkScheme(
  scheme: Partial<Scheme>,
  positions: Positions,
  source: Source,
  fonts: Fonts,
  layouts: readonly string[],
  { keys, names }: FieldKeys,
): Diagnostic[] {
  const findings: [code: Code, finding: Finding][] = [];
  if (scheme.layout !== undefined && !layouts.includes(scheme.layout)) {
    const meant = similar(scheme.layout, layouts);
    const hint = meant === undefined ? `可以写的有 ${layouts.join('、')}；自己的版式放在 schemas/${scheme.layout}/ 和 templates/${scheme.layout}/` : `是不是“${meant}”`;
    findings.push(['file/layout', { at: '/layout', message: `没有名为“${scheme.layout}”的版式`, hint }]);
  }
  for (const key of keys.size ? Object.keys(scheme.labels ?? {}) : []) {
    if (keys.has(key)) continue;
    const meant = similar(key, keys);
    const hint = meant === undefined ? `左边写填表时的栏目名称：${[...keys].join('、')}` : `是不是“${meant}”`;
    findings.push(['file/label', { at: at('/labels', key), message: `这套版式的表上没有“${key}”这一栏`, hint }]);
  }
  for (const [index, key] of keys.size ? (scheme.publication?.internal ?? []).entries() : []) {
    if (keys.has(key) && !names.has(key)) continue;
    const meant = similar(key, [...keys].filter(one => !names.has(one)));
    const message = names.has(key) ? `“${key}”是表和指标的名称，不能不公开` : `这套版式的表上没有“${key}”这一栏，不公开的栏目会漏掉`;
    const hint = names.has(key)
      ? '整张表不公开的，在表里写 公开: 否；只遮住姓名的，写进“遮盖”'
      : meant === undefined ? `写填表时的栏目名称：${[...keys].join('、')}` : `是不是“${meant}”`;
    findings.push(['file/internal', { at: at('/publication/internal', index), message, hint }]);
  }
  for (const id of Object.keys(scheme.rules ?? {})) {
    if (allRules.some(rule => rule.id === id)) continue;
    const meant = similar(id, allRules.map(rule => rule.id));
    const hint = meant === undefined ? '规则名写在报告中每个问题的末尾，照抄即可' : `是不是“${meant}”`;
    findings.push(['file/rule', { at: at('/rules', id), message: `没有“${id}”这条规则`, hint }]);
  }
  for (const [role, family] of Object.entries(scheme.fonts ?? {})) {
    if (fonts.has(family)) continue;
    const hint = `把字体文件放到 templates/assets/fonts/${family}.ttf，或删去这一行`;
    findings.push(['file/font', { at: at('/fonts', role), message: `找不到字体“${family}”`, hint }]);
  }
  const hasGlyph = (codePoint: number): boolean => fonts.covers(DEFAULT_FONT, codePoint);
  for (const finding of findUnprintable(scheme, hasGlyph)) findings.push(['printable', finding]);
  return findings.map(([code, finding]) => {
    const changesNothing = code === 'file/label' || code === 'file/rule';
    const severity: Severity = changesNothing ? 'warning' : 'error';
    return diagnose(finding, code, { severity, rank: rankOfCheck(severity) }, positions, source);
  });
}

/** A finding says where in the form and what; the rest is added here. */
function diagnose(
  finding: Finding,
  code: Code,
  weight: Weight,
  positions: Positions,
  source: Source,
): Diagnostic {
  const { at: pointer, message, hint, fix, alsoFix = [], asks } = finding;
  const range = rangeOf(finding, positions, source);
  const others = alsoFix.map(({ text, ...where }) => ({ range: rangeOf(where, positions, source), text }));
  return {
    code,
    ...weight,
    message,
    ...(hint ? { hint } : {}),
    file: source.path,
    range,
    pointer,
    ...(fix === undefined ? {} : { fix: { edits: [{ range, text: fix }, ...others], ...(asks ? { asks } : {}) } }),
  };
}

function rangeOf({ at: pointer, within }: Pick<Finding, 'at' | 'within'>, positions: Positions, source: Source): Range {
  const place = placeOf(positions, pointer);
  return source.range(within ? spanWithin(place, ...within) : spanOf(place));
}
