/** Adds items to a list, however many: as arguments of `push` more than about 120,000 exceed the stack. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
