/** A value that cannot be missing. @param what it is, for the error @throws Error when it is missing: a bug of ours */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new Error(`${what} is missing`);
  return value;
}
