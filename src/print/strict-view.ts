/** A template used a name that the view does not have. */
export class UnknownName extends Error {
  constructor(
    readonly unknown: string,
    readonly known: string[],
  ) {
    super(`${unknown} is not in the view`);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Stands for what is not there: it has every property and prints nothing. */
const ANYTHING: object = new Proxy(Object.create(null) as object, {
  get: (_, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    return typeof name === 'symbol' || name === 'toHTML' ? undefined : ANYTHING;
  },
  has: () => true,
  getOwnPropertyDescriptor: () => ({ value: ANYTHING, configurable: true }),
});

/** The properties that Handlebars and JavaScript themselves read from any value. */
const ASKED_BY_MACHINERY = new Set(['toHTML', 'then', 'toJSON', 'constructor']);

/**
 * The view, but reading a property that is not there throws {@link UnknownName}. Handlebars' own strict mode lets a
 * misspelt `{{#each}}`, `{{#if}}` or partial context pass, and a whole table vanishes from an official form.
 *
 * @param tolerated names that are let pass, for finding all that is unknown in one go
 */
export function strictView<T extends object>(view: T, tolerated: ReadonlySet<string> = NONE): T {
  const demand = (target: object, name: string | symbol): void => {
    if (typeof name === 'symbol' || Object.hasOwn(target, name) || ASKED_BY_MACHINERY.has(name)) return;
    if (tolerated.has(name)) return;
    throw new UnknownName(name, Array.isArray(target) ? [] : Object.keys(target));
  };
  return new Proxy(view, {
    get(target, name, receiver) {
      demand(target, name);
      if (typeof name === 'string' && tolerated.has(name) && !Object.hasOwn(target, name)) return ANYTHING;
      const value: unknown = Reflect.get(target, name, receiver);
      return value !== null && typeof value === 'object' ? strictView(value, tolerated) : value;
    },
    has(target, name) {
      demand(target, name);
      return Reflect.has(target, name) || (typeof name === 'string' && tolerated.has(name));
    },
    getOwnPropertyDescriptor(target, name) {
      demand(target, name);
      const known = Reflect.getOwnPropertyDescriptor(target, name);
      return known ?? (typeof name === 'string' && tolerated.has(name) ? { value: ANYTHING, configurable: true } : undefined);
    },
  });
}
