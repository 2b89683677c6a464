/** An error of the operating system. */
export interface SystemError extends Error {
  /** `ENOSPC` and the like. */
  code: string;
  syscall: string;
  path?: string;
}

/** True when an error comes from the operating system and is no bug; with codes, only when it has one of them. */
export function isSystemError(error: unknown, ...codes: readonly string[]): error is SystemError {
  if (!(error instanceof Error) || typeof (error as Partial<SystemError>).syscall !== 'string') return false;
  return !codes.length || codes.includes((error as SystemError).code);
}

/**
 * Returns undefined for an error of the operating system and throws any other, for files that may be missing or
 * unreadable.
 */
export function ifReadable(error: unknown): undefined {
  if (!isSystemError(error)) throw error;
  return undefined;
}

/** Returns what an action reads; for an error of the operating system undefined, as {@link ifReadable}. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}
