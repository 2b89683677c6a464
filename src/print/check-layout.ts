import { wordsIn } from '../model/fields.js';
import type { Kind } from '../model/form.js';
import { pathOf } from '../model/kinds.js';
import { at } from '../model/pointer.js';
import type { Schema } from '../model/schema.js';
import { similar } from '../model/similar.js';
import { checkPage, type LayoutProblem } from './check-page.js';
import type { Template } from './render.js';
import { schemaPointer } from './sample.js';

/**
 * Finds everything that is wrong with how the kinds of one layout are printed: each field must reach its page once,
 * each may be empty, and every name that a template uses must be there.
 *
 * @param kinds all of the layout, each right by itself
 * @param templates all, those of other layouts too
 * @param style templates/assets/print.css
 * @param hasGlyph whether the font has a character
 * @param isWhole whether all kinds of the layout are known: else a template may be of one that is not
 */
export function checkLayout(
  kinds: readonly Kind[],
  templates: readonly Template[],
  style: string,
  hasGlyph: (codePoint: number) => boolean,
  isWhole: boolean,
): LayoutProblem[] {
  const [first] = kinds;
  const own = templates.filter(({ name }) => first && name.startsWith(`${first.layout}/`));
  return [
    ...kinds.flatMap(kind => checkPage(kind, kinds, templates)),
    ...kinds.flatMap(kind => checkLabels(kind, hasGlyph)),
    ...isWhole ? findIdle(kinds, own) : [],
    ...own.flatMap(template => checkText(template, style, hasGlyph)),
  ];
}

/** Two fields of one group must not go by one label; every label must be in the font. */
function checkLabels(kind: Kind, hasGlyph: (codePoint: number) => boolean): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  const walk = (schema: Schema, pointer: string): void => {
    if (schema.items) walk(schema.items, at(pointer, 0));
    const seen = new Map<string, string>();
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      const place = { path: pathOf(kind), pointer: schemaPointer(at(pointer, code), kind) };
      const { title = '', key = code } = property;
      const other = seen.get(title);
      if (other !== undefined) problems.push({ ...place, message: `“${key}”和“${other}”在表上的叫法都是“${title}”`, hint: '改 title，读的人才分得清' });
      seen.set(title, key);
      for (const character of missingIn(title + (wordsIn(property) ?? []).join(''), hasGlyph)) {
        problems.push({ ...place, message: `字体里没有“${character}”，印不出来`, hint: hintFor(character) });
      }
      walk(property, at(pointer, code));
    }
  };
  walk(kind.schema, '');
  return problems;
}

/** Templates that no kind and no other template uses. */
function findIdle(kinds: readonly Kind[], own: readonly Template[]): LayoutProblem[] {
  const used = new Set(kinds.map(({ layout, name, template }) => `${layout}/${template ?? name}`));
  const all = own.map(({ text }) => text).join('\n');
  const idle = own.filter(({ name }) => !used.has(name) && !all.includes(`> ${name}`));
  const hint = '文件名和 schemas 里的一样，或在 form.template 里写它；没有用的删去';
  return idle.map(({ path }) => ({ path, message: '没有一种表用这个模板', hint }));
}

/** Characters of a template that the font lacks, and classes that the style does not know. */
function checkText({ path, text }: Template, style: string, hasGlyph: (codePoint: number) => boolean): LayoutProblem[] {
  const classes = new Set([...style.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name));
  return text.split('\n').flatMap((content, index): LayoutProblem[] => {
    const place = { path, line: index + 1 };
    const used = [...content.matchAll(/class="([^"{}]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/).filter(Boolean));
    const unknown = isStyled(text) ? [] : [...new Set(used)].filter(name => !classes.has(name));
    return [
      ...missingIn(content, hasGlyph).map(character =>
        ({ ...place, message: `字体里没有“${character}”，印不出来`, hint: hintFor(character) })),
      ...unknown.map((name) => {
        const meant = similar(name, classes);
        return { ...place, message: `样式里没有 class “${name}”`, hint: meant === undefined ? '可以用的见 docs/layouts.md' : `是不是 ${meant}` };
      }),
    ];
  });
}

/** Returns true if a template has a style of its own, which may define any class. */
function isStyled(text: string): boolean {
  return text.includes('<style');
}

/** Signs that people take for a box to tick. */
const BOXES = new Map([['☑', '√'], ['☒', '√'], ['✓', '√'], ['✔', '√'], ['☐', '□'], ['▢', '□']]);

function hintFor(character: string): string {
  const right = BOXES.get(character);
  return right === undefined ? '换一个字' : `写成 ${right}；勾选的栏目用 {{> ticks 栏目}}`;
}

function missingIn(text: string, hasGlyph: (codePoint: number) => boolean): string[] {
  return [...new Set(text)].filter(character => !/\s/.test(character) && !hasGlyph(character.codePointAt(0) ?? 0));
}
