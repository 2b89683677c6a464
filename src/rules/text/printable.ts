import { unicodeName } from '../../model/characters.js';
import { INVISIBLE } from '../../model/glyphs.js';
import { isRadical } from '../../model/look-alikes.js';
import { at, type Pointer } from '../../model/pointer.js';
import { defineRule, type Finding } from '../rule.js';

export default defineRule({
  id: 'printable',
  title: '印不出来的字符',
  needs: [],
  rank: '必改',
  blocks: true,
  why: '字体里没有的字符印不出来，表上只能印成〓，看不见的控制字符会让检索和复制出错。请换成能印出来的字，或在口径里指定有这个字的字体。',
  check: ({ data }, { hasGlyph }) => findUnprintable(data, hasGlyph),
});

/** Every character in the texts of `data` that cannot be printed. */
export function* findUnprintable(data: unknown, hasGlyph: (codePoint: number) => boolean): Iterable<Finding> {
  for (const [pointer, text] of texts(data, '')) {
    let from = 0;
    for (const character of text) {
      const finding = character === '\n' ? undefined : problemOf(character, hasGlyph);
      if (finding) yield { at: pointer, within: [from, from + character.length], ...finding };
      from += character.length;
    }
  }
}

function problemOf(character: string, hasGlyph: (codePoint: number) => boolean): Omit<Finding, 'at'> | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  const name = unicodeName(character);
  if (INVISIBLE.test(character)) {
    return { message: `有一个看不见的控制字符（${name}）`, hint: '删去它' };
  }
  if (isRadical(character)) {
    const plain = character.normalize('NFKC');
    return { message: `“${character}”（${name}）是部首或兼容字符，不是普通汉字`, hint: plain === character ? '换成普通汉字' : `改成 ${plain}` };
  }
  if (hasGlyph(codePoint)) return undefined;
  return { message: `字体里没有“${character}”（${name}），印不出来`, hint: '换一个字，或在口径的“字体”里指定有这个字的字体' };
}

function* texts(value: unknown, pointer: Pointer): Iterable<[Pointer, string]> {
  if (typeof value === 'string') yield [pointer, value];
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* texts(item, at(pointer, key));
  }
}
