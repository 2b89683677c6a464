/**
 * Words of the data → values, as an object that inherits nothing: a plain object would find `constructor` in itself.
 *
 * @param entries of two with one key the later one counts
 */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) record[key] = value;
  return record;
}
