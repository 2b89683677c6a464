import type { FormData, Kind } from '../model/form.js';
import type { Source } from '../model/source.js';
import type { Layouts } from './layouts.js';
import { parse } from './parse.js';

const NAMED = /^# yaml-language-server: \$schema=\S*schemas\/([\w-]+)\/([\w-]+)\.schema\.json\s*$/;

/**
 * Returns what kind of form a text is that came without its place in `data/`: the kind that its first line names, else
 * the first one whose schema it matches.
 *
 * @returns `undefined` when it matches none; data in English names
 */
export function readAnyKind(source: Source, layouts: Layouts): { kind: Kind; data: FormData } | undefined {
  const [, layout, name] = NAMED.exec(source.text.split('\n', 1)[0] ?? '') ?? [];
  const all = layouts.allKinds();
  const named = all.filter(kind => kind.layout === layout && kind.name === name);
  const parsed = parse(source);
  for (const kind of [...named, ...all]) {
    const { data } = layouts.validatorOf(kind).validate(parsed, source);
    if (data) return { kind, data };
  }
  return undefined;
}
