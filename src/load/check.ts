import type { Diagnostic, Severity } from '../model/diagnostic.js';
import { DEFAULT_FONT, type Fonts } from '../model/fonts.js';
import type { Form, Scheme } from '../model/form.js';
import { at } from '../model/pointer.js';
import { placeOf, type Positions, type Range, type Source, spanOf, spanWithin } from '../model/source.js';
import { rules } from '../rules/index.js';
import { findUnprintable } from '../rules/prose/printable.js';
import type { Context, Finding, Rule } from '../rules/rule.js';
import { FieldNotThere, ifThere, unguarded } from './expected-fields.js';

/** A form with the places of its fields, as long as it is being checked. */
export interface PlacedForm {
  form: Form;
  positions: Positions;
}

/** A rule that could not be asked about a form, as it reads a field that the form's schema does not have. */
export interface Unasked {
  file: string;
  rule: string;
  /** Of the field. */
  label: string;
}

/**
 * A department → what its rules found.
 *
 * @param unasked takes the rules that could not be asked
 * @param complete whether every file of the department fits its schema: only then are sums over all of them judged
 */
export function check(
  forms: readonly PlacedForm[],
  department: Context,
  complete: boolean,
  unasked: Unasked[] = [],
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const positionsOf = new Map(forms.map(({ form, positions }) => [form.source.path, positions]));
  for (const { form, positions } of forms) {
    for (const rule of rules) {
      if (!rule.appliesTo.includes(form.kind) || (rule.wholeDepartment && !complete)) continue;
      const findings = ask(rule, form, department);
      if (findings instanceof FieldNotThere) {
        unasked.push({ file: form.source.path, rule: rule.id, label: findings.label });
        continue;
      }
      for (const finding of findings) {
        const related = finding.related?.map(({ form: { source }, message, ...where }) => ({
          file: source.path,
          range: rangeOf(where, positionsOf.get(source.path) ?? positions, source),
          message,
        }));
        const diagnostic = diagnose(finding, rule.id, rule.severity, positions, form.source);
        diagnostics.push(related ? { ...diagnostic, related } : diagnostic);
      }
    }
  }
  return diagnostics;
}

/** Everything that a rule finds in a form, or the field for whose lack it cannot be asked. */
function ask(rule: Rule, form: Form, department: Context): Finding[] | FieldNotThere {
  try {
    return [...rule.check(form, department)];
  } catch (error) {
    if (error instanceof FieldNotThere) return error;
    throw error;
  }
}

/** What is wrong with a scheme beyond its schema: fonts that are not there, characters that cannot be printed. */
export function checkScheme(scheme: Scheme, positions: Positions, source: Source, fonts: Fonts): Diagnostic[] {
  const findings: [code: string, finding: Finding][] = [];
  for (const [role, family] of Object.entries(ifThere(() => scheme.fonts) ?? {})) {
    if (fonts.has(family)) continue;
    const hint = `把字体文件放到 templates/assets/fonts/${family}.ttf，或删去这一行`;
    findings.push(['file/font', { at: at('/fonts', role), message: `找不到字体“${family}”`, hint }]);
  }
  const hasGlyph = (codePoint: number): boolean => fonts.covers(DEFAULT_FONT, codePoint);
  for (const finding of findUnprintable(unguarded(scheme), hasGlyph)) findings.push(['printable', finding]);
  return findings.map(([code, finding]) => diagnose(finding, code, 'error', positions, source));
}

/** A finding says where in the form and what; the rest is added here. */
function diagnose(
  finding: Finding,
  code: string,
  severity: Severity,
  positions: Positions,
  source: Source,
): Diagnostic {
  const { at: pointer, message, hint, fix } = finding;
  return {
    code,
    severity,
    message,
    ...(hint ? { hint } : {}),
    file: source.path,
    range: rangeOf(finding, positions, source),
    pointer,
    ...(fix === undefined ? {} : { fix }),
  };
}

function rangeOf({ at: pointer, within }: Pick<Finding, 'at' | 'within'>, positions: Positions, source: Source): Range {
  const place = placeOf(positions, pointer);
  return source.range(within ? spanWithin(place, ...within) : spanOf(place));
}
