/** A template used a name that the view does not have. */
export class UnknownName extends Error {
  constructor(
    readonly unknown: string,
    readonly known: string[],
  ) {
    super(`${unknown} is not in the view`);
  }
}

/** Properties that Handlebars and JavaScript read from any value. */
const ASKED_BY_MACHINERY = new Set(['toHTML', 'then', 'toJSON', 'constructor']);

/**
 * Returns the view as a proxy: reading a missing property throws {@link UnknownName}. Handlebars' own strict mode
 * ignores a misspelt `{{#each}}`, `{{#if}}` or partial context, and a whole table would be missing from an official
 * form.
 */
export function strictView<T extends object>(view: T): T {
  const demand = (target: object, name: string | symbol): void => {
    if (typeof name === 'symbol' || Object.hasOwn(target, name) || ASKED_BY_MACHINERY.has(name)) return;
    throw new UnknownName(name, Array.isArray(target) ? [] : Object.keys(target));
  };
  return new Proxy(view, {
    get(target, name, receiver) {
      demand(target, name);
      const value: unknown = Reflect.get(target, name, receiver);
      return value !== null && typeof value === 'object' ? strictView(value) : value;
    },
    has(target, name) {
      demand(target, name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      demand(target, name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
}
