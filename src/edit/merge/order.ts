import { must } from '../../model/must.js';
import { keptInOrder } from '../../model/order.js';

/**
 * Returns the order of the parts of a list or group in the result: ours, with parts that theirs added or moved placed
 * after the part they follow there. Parts added by both at one place: ours first. Parts moved by both: as in ours.
 *
 * @param base each part once, as in the other two
 * @param keep true when a part is in the result
 */
export function mergeOrder(
  base: readonly number[],
  ours: readonly number[],
  theirs: readonly number[],
  keep: (part: number) => boolean,
): number[] {
  const inOurs = new Set(ours);
  const inTheirs = new Set(theirs);
  const movedByOurs = moved(base, ours);
  const movedByTheirs = moved(base, theirs);
  const order = new Order(ours.filter(keep));
  let previous = START;
  for (const part of theirs.filter(keep)) {
    if (!inOurs.has(part) || (movedByTheirs.has(part) && !movedByOurs.has(part))) {
      order.remove(part);
      let [before, next] = [previous, order.after(previous)];
      while (next !== undefined && !inTheirs.has(next)) [before, next] = [next, order.after(next)];
      order.insert(part, before);
    }
    previous = part;
  }
  return order.list();
}

/** The place before the first part. */
const START = -1;

/** A linked list: moving a part takes constant time. */
class Order {
  private readonly next = new Map<number, number | undefined>();
  private readonly previous = new Map<number, number>();

  constructor(parts: readonly number[]) {
    let last = START;
    for (const part of parts) {
      this.insert(part, last);
      last = part;
    }
  }

  after(part: number): number | undefined {
    return this.next.get(part);
  }

  insert(part: number, before: number): void {
    const next = this.next.get(before);
    this.link(before, part);
    this.link(part, next);
  }

  remove(part: number): void {
    const before = this.previous.get(part);
    if (before === undefined) return;
    this.link(before, this.next.get(part));
    this.previous.delete(part);
  }

  list(): number[] {
    const parts: number[] = [];
    for (let part = this.next.get(START); part !== undefined; part = this.next.get(part)) parts.push(part);
    return parts;
  }

  private link(before: number, next: number | undefined): void {
    this.next.set(before, next);
    if (next !== undefined) this.previous.set(next, before);
  }
}

/** Returns the parts that changed their place among the others. */
function moved(before: readonly number[], after: readonly number[]): Set<number> {
  const places = new Map(before.map((part, place) => [part, place]));
  const common = after.filter(part => places.has(part));
  const kept = keptInOrder(common.map((part, index) => ({ before: must(places.get(part), 'a place'), after: index })));
  return new Set(common.filter((_, index) => !kept.has(index)));
}
