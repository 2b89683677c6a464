import type { Kind } from '../model/form.js';
import { pathOf } from '../model/kinds.js';
import type { Schema } from '../model/schema.js';
import { checkPage, type LayoutProblem } from './check-page.js';
import type { Template } from './render.js';
import { schemaPointer } from './sample.js';

/**
 * Finds everything that is wrong with how the kinds of one layout are printed: each field must reach its page once,
 * each may be empty, and every name that a template uses must be there.
 *
 * @param kinds all of the layout, each right by itself
 * @param templates all, those of other layouts too
 * @param hasGlyph whether the font has a character
 */
export function checkLayout(
  kinds: readonly Kind[],
  templates: readonly Template[],
  hasGlyph: (codePoint: number) => boolean,
): LayoutProblem[] {
  return [
    ...kinds.flatMap(kind => checkPage(kind, kinds, templates)),
    ...kinds.flatMap(kind => checkLabels(kind, hasGlyph)),
    ...checkTemplates(kinds, templates, hasGlyph),
  ];
}

/** Two fields of one group must not go by one label; every label must be in the font. */
function checkLabels(kind: Kind, hasGlyph: (codePoint: number) => boolean): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  const walk = (schema: Schema, pointer: string): void => {
    if (schema.items) walk(schema.items, `${pointer}/0`);
    const seen = new Map<string, string>();
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      const place = { path: pathOf(kind), pointer: schemaPointer(`${pointer}/${escape(code)}`, kind) };
      const { title = '', key = code } = property;
      const other = seen.get(title);
      if (other !== undefined) problems.push({ ...place, message: `“${key}”和“${other}”在表上的叫法都是“${title}”`, hint: '改 title，读的人才分得清' });
      seen.set(title, key);
      for (const character of missingIn(title + (property.enum ?? []).join(''), hasGlyph)) {
        problems.push({ ...place, message: `字体里没有“${character}”，印不出来`, hint: '换一个字' });
      }
      walk(property, `${pointer}/${escape(code)}`);
    }
  };
  walk(kind.schema, '');
  return problems;
}

function escape(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Templates that no kind and no other template uses, and characters in them that the font lacks. */
function checkTemplates(
  kinds: readonly Kind[],
  templates: readonly Template[],
  hasGlyph: (codePoint: number) => boolean,
): LayoutProblem[] {
  const [first] = kinds;
  if (!first) return [];
  const own = templates.filter(({ name }) => name.startsWith(`${first.layout}/`));
  const used = new Set(kinds.map(({ layout, name, template }) => `${layout}/${template ?? name}`));
  const all = own.map(({ text }) => text).join('\n');
  const idle = own.filter(({ name }) => !used.has(name) && !all.includes(`> ${name}`));
  return [
    ...idle.map(({ path }) => ({ path, message: '没有一种表用这个模板', hint: '文件名和 schemas 里的一样，或在 form.template 里写它；没有用的删去' })),
    ...own.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) =>
      missingIn(line, hasGlyph).map(character => ({ path, line: index + 1, message: `字体里没有“${character}”，印不出来`, hint: '换一个字' })))),
  ];
}

function missingIn(text: string, hasGlyph: (codePoint: number) => boolean): string[] {
  return [...new Set(text)].filter(character => !/\s/.test(character) && !hasGlyph(character.codePointAt(0) ?? 0));
}
