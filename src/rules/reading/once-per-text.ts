/** The number of texts kept: those of a few forms, because the rules read one form after the other. */
const KEPT = 64;

/** Something that is worked out once for a text, however many rules ask. */
export function oncePerText<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= KEPT) known.clear();
      known.set(text, (value = compute(text)));
    }
    return value;
  };
}
