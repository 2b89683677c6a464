/** True when an error comes from the operating system (with a code such as ENOSPC) and is no bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/**
 * Returns undefined for an error of the operating system and throws any other, for files that may be missing or
 * unreadable.
 */
export function ifReadable(error: unknown): undefined {
  if (!isSystemError(error)) throw error;
  return undefined;
}
