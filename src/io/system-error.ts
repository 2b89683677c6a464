/** Returns whether an error comes from the operating system (it has a code such as ENOSPC), and is no bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** Returns undefined in place of an error of the operating system: for a file that may be missing or unreadable. */
export function ifReadable(error: unknown): undefined {
  if (!isSystemError(error)) throw error;
  return undefined;
}
