import { diffIndices } from 'node-diff3';

/**
 * The order of the parts of a list or group of which two versions were made: ours, with what theirs added or moved
 * put after the part that it follows there. Where both added at one place, ours come first; what both moved stays
 * where ours put it.
 *
 * @param keep whether a part is in the result
 */
export function mergeOrder<T>(
  base: readonly T[],
  ours: readonly T[],
  theirs: readonly T[],
  keep: (part: T) => boolean,
): T[] {
  const inOurs = new Set(ours);
  const inTheirs = new Set(theirs);
  const movedByOurs = moved(base, ours);
  const movedByTheirs = moved(base, theirs);
  let order = ours.filter(keep);
  for (const [index, part] of theirs.entries()) {
    if (!keep(part)) continue;
    const isNew = !inOurs.has(part);
    const isMoved = movedByTheirs.has(part) && !movedByOurs.has(part);
    if (!isNew && !isMoved) continue;
    order = order.filter(other => other !== part);
    const before = theirs.slice(0, index).findLast(other => order.includes(other));
    let at = before === undefined ? 0 : order.indexOf(before) + 1;
    const isOursOnly = (other: T | undefined): boolean => other !== undefined && !inTheirs.has(other);
    while (isOursOnly(order[at])) at += 1;
    order.splice(at, 0, part);
  }
  return order;
}

/** The parts that left their place among the others. */
function moved<T>(before: readonly T[], after: readonly T[]): Set<T> {
  const others = new Set(after);
  const both = new Set(before.filter(part => others.has(part)));
  const common = (parts: readonly T[]): T[] => parts.filter(part => both.has(part));
  return new Set(diffIndices(common(before), common(after)).flatMap(({ buffer2Content }) => buffer2Content));
}
