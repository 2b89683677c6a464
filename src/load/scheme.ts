import type { Scheme } from '../model/form.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import { withDefaults } from './defaults.js';

type Words = string[] | string[][] | Record<string, string> | Record<string, string[]>;

/**
 * Puts a scheme together: what the department says goes before what the year says, and what neither says is the
 * default. Word lists are then extended by what stands under 追加, the year's and the department's.
 *
 * @param parts as read, without defaults; later ones go before earlier ones
 * @param schema of schemes, in English names
 */
export function completeScheme(parts: readonly unknown[], schema: Schema): Scheme {
  const given = parts.map(part => part as Partial<Scheme>);
  const merged = given.reduce<Partial<Scheme>>((before, after) => ({
    ...before,
    ...after,
    labels: inherit(before.labels, after.labels),
    rules: inherit(before.rules, after.rules),
    publication: { internal: unite('internal', before, after), hidden: unite('hidden', before, after) },
    review: { ...before.review, ...after.review } as Scheme['review'],
  }), {});
  const scheme = withDefaults(merged, schema) as Scheme;
  const review: Record<string, unknown> = { ...scheme.review };
  for (const { review: own } of given) {
    for (const [list, words] of Object.entries(own?.more ?? {})) review[list] = extend(review[list] as Words, words);
  }
  return { ...scheme, review: review as unknown as Scheme['review'] };
}

/** A department publishes nothing that the year does not publish: the lists of both count. */
function unite(list: 'internal' | 'hidden', ...parts: readonly Partial<Scheme>[]): string[] {
  return [...new Set(parts.flatMap(({ publication }) => publication?.[list] ?? []))];
}

function inherit<T>(before: Record<string, T> = {}, after: Record<string, T> = {}): Record<string, T> {
  return recordOf([...Object.entries(before), ...Object.entries(after)]);
}

/** Lists grow at the end, maps by their keys; a list under a key that is there already grows in its turn. */
function extend(words: Words, more: Words): Words {
  if (Array.isArray(words)) return [...new Set<string | string[]>([...words, ...more as string[]])] as string[];
  const both = Object.entries(more).map(([key, own]: [string, string | string[]]) => {
    const known: unknown = Object.hasOwn(words, key) ? words[key] : undefined;
    const isGrown = Array.isArray(known) && Array.isArray(own);
    return [key, isGrown ? [...new Set<string>([...known as string[], ...own])] : own] as const;
  });
  return recordOf([...Object.entries(words), ...both]) as Record<string, string>;
}
