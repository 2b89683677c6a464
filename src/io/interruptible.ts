import { setImmediate } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does long work that is not asynchronous. A handler of signals would not be called before its end, so there is none
 * meanwhile: Ctrl-C and SIGTERM then end the process at once. For work that writes nothing and needs no browser.
 *
 * @throws the reason of the signal when it was aborted before
 */
export async function interruptible<T>(stop: AbortSignal, work: () => T): Promise<T> {
  await setImmediate(); // a signal that has come already is handled first
  stop.throwIfAborted();
  const handlers = SIGNALS.map(signal => [signal, process.listeners(signal)] as const);
  for (const [signal] of handlers) process.removeAllListeners(signal);
  try {
    return work();
  } finally {
    for (const [signal, listeners] of handlers) for (const listener of listeners) process.on(signal, listener);
  }
}
