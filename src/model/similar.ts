import { distance } from 'fastest-levenshtein';

/** Returns the candidate with the fewest differing characters, if they are at most half of its characters. */
export function similar(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const difference = distance(word, candidate);
    const contains = candidate.length > 1 && (word.includes(candidate) || candidate.includes(word));
    if (difference < least && (contains || difference <= Math.max(1, Math.floor(candidate.length / 2)))) {
      [best, least] = [candidate, difference];
    }
  }
  return best;
}
