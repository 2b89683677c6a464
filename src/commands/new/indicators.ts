import type { Questions } from '../../io/questions.js';
import type { LibraryEntry } from '../../model/library/library.js';
import { suggest } from '../../model/library/suggest.js';
import { UserError } from '../../model/user-error.js';
import { classText, placesText, usual, usualText } from '../../report/library/facts.js';

/** The most indicators that are offered at a time. */
const OFFERED = 10;

/** Returns the indicators of the library with some names. @throws UserError for names that it does not have */
export function namedIndicators(names: readonly string[], library: readonly LibraryEntry[]): LibraryEntry[] {
  const lacking: string[] = [];
  const found = names.flatMap((name) => {
    const entry = library.find(one => one.names.some(({ text }) => text === name));
    if (entry) return [entry];
    const near = suggest(library, { name }).slice(0, 3).map(one => usual(one.names));
    lacking.push(`没有写过“${name}”${near.length ? `，相近的有 ${near.join('、')}` : ''}`);
    return [];
  });
  if (lacking.length) {
    throw new UserError('有的指标别处没有写过', '换成写过的名称，或去掉这个 --indicator，自己在表里写', { details: lacking });
  }
  return found;
}

/** Lets a person choose indicators, those first that are like the name of the form, then those used most. */
export async function chooseIndicators(
  questions: Questions,
  name: string,
  library: readonly LibraryEntry[],
): Promise<LibraryEntry[]> {
  const chosen: LibraryEntry[] = [];
  let query = name;
  while (library.length) {
    const found = suggest(library, { name: query });
    const usualOnes = [...library].sort((a, b) => b.count - a.count);
    const offered = (found.length ? found : usualOnes).filter(entry => !chosen.includes(entry)).slice(0, OFFERED);
    const answer = await questions.choose<LibraryEntry | 'none' | 'search'>(
      chosen.length ? `再加哪项指标？（已加 ${chosen.length} 项）` : '从别处写过的指标里选？',
      [
        { value: 'none', label: chosen.length ? '不再加了' : '不选，自己在表里写' },
        { value: 'search', label: '按名称找…' },
        ...offered.map(entry => ({ value: entry, label: `${classText(entry)} · ${usual(entry.names)}`, hint: hintOf(entry) })),
      ]);
    if (answer === 'none') break;
    if (answer === 'search') query = await questions.write('指标名称里的几个字', text => (text ? undefined : '写几个字，如 满意度'));
    else chosen.push(answer);
  }
  return chosen;
}

function hintOf({ targets, range, count, ...entry }: LibraryEntry): string {
  return [usualText(targets, range), `${count} 次`, placesText(entry)].filter(Boolean).join('，');
}
