import { pinyin } from 'pinyin-pro';

/** Returns the initials of the pinyin of a text, without signs: 公厕管护 → gcgh. */
export function initialsOf(text: string): string {
  const all = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
  return all.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, '');
}
