/**
 * A place in a form: a JSON Pointer (RFC 6901) over English names, e.g. `/indicators/0/target`; `''` is the whole form.
 */
export type Pointer = string;

/**
 * Returns the pointer below `parent`: `at('/indicators', 0, 'target')` → `/indicators/0/target`. Escapes the steps (RFC
 * 6901, section 3).
 */
export function at(parent: Pointer, ...steps: (string | number)[]): Pointer {
  return parent + steps.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Returns the steps of a pointer, unescaped: `/indicators/0` → `['indicators', '0']`. */
export function steps(pointer: Pointer): string[] {
  return pointer.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Returns the value at a pointer; `undefined` when there is none. */
export function valueAt(data: unknown, pointer: Pointer): unknown {
  let value = data;
  for (const step of steps(pointer)) {
    const isThere = value !== null && typeof value === 'object' && Object.hasOwn(value, step);
    value = isThere ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}

/** Returns the pointer one step up; the whole form is its own parent. */
export function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}
