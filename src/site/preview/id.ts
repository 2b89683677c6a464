/** Returns a path as a text for links and attributes, in which nothing has a meaning. */
export function idOf(path: string): string {
  return encodeURIComponent(path.replace(/\p{Cs}/gu, '\uFFFD'));
}
