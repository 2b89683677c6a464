/** An error of the operating system. */
export interface SystemError extends Error {
  /** `ENOSPC` and the like. */
  code: string;
  syscall: string;
  path?: string;
}

/** Whether an error comes from the operating system, and is no bug; with one of these codes, where any are given. */
export function isSystemError(error: unknown, ...codes: readonly string[]): error is SystemError {
  if (!(error instanceof Error) || typeof (error as Partial<SystemError>).syscall !== 'string') return false;
  return !codes.length || codes.includes((error as SystemError).code);
}

/** Returns undefined in place of an error of the operating system: for a file that may be missing or unreadable. */
export function ifReadable(error: unknown): undefined {
  if (!isSystemError(error)) throw error;
  return undefined;
}

/** The same for an action that does not wait. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}
