/**
 * Which numbers kept their order: the places of a longest ascending run, so that as few as can be are left out.
 *
 * @param numbers each once
 */
export function keptInOrder(numbers: readonly number[]): ReadonlySet<number> {
  /** The place of the least number that ends a run of each length. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  numbers.forEach((number, place) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[place] = low ? ends[low - 1] : undefined;
    ends[low] = place;
  });
  const kept = new Set<number>();
  for (let place = ends.at(-1); place !== undefined; place = previous[place]) kept.add(place);
  return kept;
}
