import type { Diagnostic } from '../model/diagnostic.js';
import { DEFAULT_FONT, type Fonts } from '../model/fonts.js';
import type { Form, Scheme } from '../model/form.js';
import { at, type Pointer } from '../model/pointer.js';
import { placeOf, type Positions, type Source, type Span, spanOf, spanWithin } from '../model/source.js';
import { rules } from '../rules/index.js';
import { findUnprintable } from '../rules/printable.js';
import type { Context } from '../rules/rule.js';

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
      for (const { at: pointer, within, message, hint } of rule.check(form, department)) {
        const place = placeOf(positions, pointer);
        const span = within ? spanWithin(place, ...within) : spanOf(place);
        diagnostics.push({
          code: rule.id,
          severity: rule.severity,
          message,
          ...(hint ? { hint } : {}),
          file: form.source.path,
          range: form.source.range(span),
          pointer,
        });
      }
    }
  }
  return diagnostics;
}

/** What is wrong with a scheme beyond its schema: fonts that are not there, characters that cannot be printed. */
export function checkScheme(scheme: Scheme, positions: Positions, source: Source, fonts: Fonts): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, pointer: Pointer, span: Span, message: string, hint?: string): void => {
    const range = source.range(span);
    diagnostics.push({ code, severity: 'error', message, ...(hint ? { hint } : {}), file: source.path, range, pointer });
  };
  for (const [role, family] of Object.entries(scheme.fonts ?? {})) {
    if (fonts.has(family)) continue;
    const pointer = at('/fonts', role);
    const hint = `把字体文件放到 templates/assets/fonts/${family}.ttf，或删去这一行`;
    report('file/font', pointer, spanOf(placeOf(positions, pointer)), `找不到字体“${family}”`, hint);
  }
  const hasGlyph = (codePoint: number): boolean => fonts.covers(DEFAULT_FONT, codePoint);
  for (const { at: pointer, within, message, hint } of findUnprintable(scheme, hasGlyph)) {
    const place = placeOf(positions, pointer);
    report('printable', pointer, within ? spanWithin(place, ...within) : spanOf(place), message, hint);
  }
  return diagnostics;
}
