/**
 * Does something with each item, a number of them at once; stops with the first failure or when aborted.
 */
export async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  action: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const item = items[next];
      next += 1;
      if (item === undefined || failed) return;
      try {
        await action(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
}
