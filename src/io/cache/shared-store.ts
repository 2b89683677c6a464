import pLimit from 'p-limit';
import { type EntryStore, StoreError } from './entry-store.js';

/** Requests that run at once. */
const AT_ONCE = 16;
/** After so many failures one after another a store is not asked any more in this run. */
const PATIENCE = 3;

/**
 * The shared stores of a run: one that is read and written, and one that is only read. A store that fails costs time,
 * and nothing else: what it does not give is printed here.
 */
export class SharedStore {
  private readonly limit = pLimit(AT_ONCE);
  private readonly pending = new Set<Promise<void>>();
  private readonly failures = new Map<EntryStore, number>();
  private readonly told = new Set<EntryStore>();

  /**
   * @param own the store that is read and written
   * @param base the store that is only read
   * @param notice called once for a store that fails
   */
  constructor(
    private readonly own: EntryStore | undefined,
    private readonly base: EntryStore | undefined,
    private readonly notice: (text: string) => void,
  ) {}

  /**
   * Returns an entry, and its bytes, of the first store that has a sound one.
   *
   * @param decode returns undefined for bytes that are not the entry of the key
   * @param of `own`: only of the store that is written
   */
  async get<T>(
    key: string,
    decode: (bytes: Uint8Array) => T | undefined,
    of?: 'own',
  ): Promise<{ entry: T; bytes: Uint8Array } | undefined> {
    for (const store of of ? [this.own] : [this.own, this.base]) {
      const bytes = store && await this.attempt(store, () => store.get(key));
      const entry = bytes && decode(bytes);
      if (entry) return { entry, bytes };
      if (bytes) this.notice(`共用缓存里有一份内容不对，没有用它，已重新印制：${key}`);
    }
    return undefined;
  }

  /** True when a store is written. */
  get isWritten(): boolean {
    return this.own !== undefined;
  }

  /** Stores an entry in the background. */
  put(key: string, bytes: Uint8Array): void {
    const { own } = this;
    if (own) this.add(this.limit(() => this.attempt(own, () => own.put(key, bytes))));
  }

  /**
   * Stores an entry that was made earlier, unless it is there.
   *
   * @param read returns its bytes; undefined if they are gone
   */
  ensure(key: string, read: () => Promise<Uint8Array | undefined>): void {
    const { own } = this;
    if (!own) return;
    this.add(this.limit(async () => {
      if (await this.attempt(own, () => own.has(key)) !== false) return;
      const bytes = await read();
      if (bytes) await this.attempt(own, () => own.put(key, bytes));
    }));
  }

  /** Waits while many entries are to be stored: their bytes are in memory. */
  async room(): Promise<void> {
    while (this.pending.size > 4 * AT_ONCE) await Promise.race(this.pending);
  }

  /** Waits until everything is stored. */
  async settled(): Promise<void> {
    while (this.pending.size) await Promise.all(this.pending);
  }

  private add(task: Promise<void>): void {
    const noted = task.finally(() => this.pending.delete(noted));
    this.pending.add(noted);
  }

  /** @returns undefined when the store fails */
  private async attempt<T>(store: EntryStore, action: () => Promise<T>): Promise<T | undefined> {
    if ((this.failures.get(store) ?? 0) >= PATIENCE) return undefined;
    try {
      const result = await action();
      this.failures.delete(store);
      return result;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.failures.set(store, (this.failures.get(store) ?? 0) + 1);
      if (!this.told.has(store)) this.notice(`共用缓存用不上：${error.message}；要印的在这里印，结果一样`);
      this.told.add(store);
      return undefined;
    }
  }
}
