import { setImmediate } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs long synchronous work. A signal handler would be called only after it, so handlers are removed meanwhile, and
 * Ctrl-C and SIGTERM end the process at once. Only for work that writes nothing and needs no browser.
 *
 * @throws the reason of the signal when it was aborted before
 */
export async function interruptible<T>(stop: AbortSignal, work: () => T): Promise<T> {
  await setImmediate(); // a signal that arrived before is handled first
  stop.throwIfAborted();
  const handlers = SIGNALS.map(signal => [signal, process.listeners(signal)] as const);
  for (const [signal] of handlers) process.removeAllListeners(signal);
  try {
    return work();
  } finally {
    for (const [signal, listeners] of handlers) for (const listener of listeners) process.on(signal, listener);
  }
}
