import type { Diagnostic, Severity } from '../model/diagnostic.js';
import { DEFAULT_FONT, type Fonts } from '../model/fonts.js';
import type { Form, Scheme } from '../model/form.js';
import { at } from '../model/pointer.js';
import { placeOf, type Positions, type Source, spanOf, spanWithin } from '../model/source.js';
import { rules } from '../rules/index.js';
import { findUnprintable } from '../rules/printable.js';
import type { Context, Finding } from '../rules/rule.js';

/** A form with the places of its fields, as long as it is being checked. */
export interface PlacedForm {
  form: Form;
  positions: Positions;
}

/**
 * A department → what its rules found.
 *
 * @param complete whether every file of the department fits its schema: only then are sums over all of them judged
 */
export function check(forms: readonly PlacedForm[], department: Context, complete: boolean): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { form, positions } of forms) {
    for (const rule of rules) {
      if (!rule.appliesTo.includes(form.kind) || (rule.wholeDepartment && !complete)) continue;
      for (const finding of rule.check(form, department)) {
        diagnostics.push(diagnose(finding, rule.id, rule.severity, positions, form.source));
      }
    }
  }
  return diagnostics;
}

/** What is wrong with a scheme beyond its schema: fonts that are not there, characters that cannot be printed. */
export function checkScheme(scheme: Scheme, positions: Positions, source: Source, fonts: Fonts): Diagnostic[] {
  const findings: [code: string, finding: Finding][] = [];
  for (const [role, family] of Object.entries(scheme.fonts ?? {})) {
    if (fonts.has(family)) continue;
    const hint = `把字体文件放到 templates/assets/fonts/${family}.ttf，或删去这一行`;
    findings.push(['file/font', { at: at('/fonts', role), message: `找不到字体“${family}”`, hint }]);
  }
  const hasGlyph = (codePoint: number): boolean => fonts.covers(DEFAULT_FONT, codePoint);
  for (const finding of findUnprintable(scheme, hasGlyph)) findings.push(['printable', finding]);
  return findings.map(([code, finding]) => diagnose(finding, code, 'error', positions, source));
}

/** A finding says where in the form and what; the rest is added here. */
function diagnose(
  { at: pointer, within, message, hint }: Finding,
  code: string,
  severity: Severity,
  positions: Positions,
  source: Source,
): Diagnostic {
  const place = placeOf(positions, pointer);
  const range = source.range(within ? spanWithin(place, ...within) : spanOf(place));
  return { code, severity, message, ...(hint ? { hint } : {}), file: source.path, range, pointer };
}
