/** A template asked a view for something it does not have. */
export class UnknownName extends Error {
  constructor(
    readonly unknown: string,
    readonly known: string[],
  ) {
    super(`${unknown} is not in the view`);
  }
}

/** What Handlebars and JavaScript themselves ask of any value. */
const ASKED_BY_MACHINERY = new Set(['toHTML', 'then', 'toJSON', 'constructor']);

/**
 * The view, but reading a property that is not there throws {@link UnknownName}. Handlebars' own strict mode lets a
 * misspelt `{{#each}}`, `{{#if}}` or partial context pass, and a whole table vanishes from an official form.
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
