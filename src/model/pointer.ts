/** Where in a form: a JSON Pointer over the English names, e.g. `/indicators/0/target`; `''` is the whole form. */
export type Pointer = string;

/** `at('/indicators', 0, 'target')` → `/indicators/0/target`. Steps are escaped as RFC 6901 says. */
export function at(parent: Pointer, ...steps: (string | number)[]): Pointer {
  return parent + steps.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of a pointer, unescaped: `/indicators/0` → `['indicators', '0']`. */
export function steps(pointer: Pointer): string[] {
  return pointer.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What data holds at a pointer; `undefined` where there is nothing. */
export function valueAt(data: unknown, pointer: Pointer): unknown {
  let value = data;
  for (const step of steps(pointer)) {
    const isThere = value !== null && typeof value === 'object' && Object.hasOwn(value, step);
    value = isThere ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}

/** The pointer one step up; the whole form is its own parent. */
export function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}
