import type { SSEStreamingApi } from 'hono/streaming';

/** The number of pages that are kept up to date; the oldest is let go for one more. */
const MOST = 24;

interface Connection<Dirty> {
  stream: SSEStreamingApi;
  form: string;
  /** The message that was not sent yet: at most one, however slow the page is. */
  dirty: Dirty | undefined;
  isSending: boolean;
  end: () => void;
}

/** The pages that are open, each with the form that it shows. */
export class Connections<Dirty> {
  private readonly open = new Set<Connection<Dirty>>();

  /**
   * @param message returns the text for a page that shows a form
   * @param merge returns what is to be sent when the first was not sent yet
   */
  constructor(
    private readonly message: (form: string, dirty: Dirty) => string,
    private readonly merge: (before: Dirty | undefined, dirty: Dirty) => Dirty,
  ) {}

  get size(): number {
    return this.open.size;
  }

  /** Returns the forms that pages show. */
  forms(): Set<string> {
    return new Set([...this.open].map(({ form }) => form));
  }

  /** Keeps a page up to date until it is closed. @param first what to send at once */
  async serve(stream: SSEStreamingApi, form: string, first: Dirty | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      const connection: Connection<Dirty> = { stream, form, dirty: first, isSending: false, end: resolve };
      this.open.add(connection);
      stream.onAbort(resolve);
      for (const oldest of this.open) {
        if (this.open.size <= MOST) break;
        this.drop(oldest);
      }
      void stream.write(': connected\n\n').then(() => this.send(connection));
      stream.onAbort(() => void this.open.delete(connection));
    });
  }

  /** Tells every page what changed. @param dirtyFor returns it for a page that shows a form; `undefined` for nothing */
  notify(dirtyFor: (form: string) => Dirty | undefined): void {
    for (const connection of this.open) {
      const dirty = dirtyFor(connection.form);
      if (dirty === undefined) continue;
      connection.dirty = this.merge(connection.dirty, dirty);
      void this.send(connection);
    }
  }

  close(): void {
    for (const connection of this.open) this.drop(connection);
  }

  private drop(connection: Connection<Dirty>): void {
    this.open.delete(connection);
    connection.end();
  }

  private async send(connection: Connection<Dirty>): Promise<void> {
    if (connection.isSending) return;
    connection.isSending = true;
    while (connection.dirty !== undefined && !connection.stream.aborted && this.open.has(connection)) {
      const { dirty } = connection;
      connection.dirty = undefined;
      await connection.stream.writeSSE({ event: 'update', data: this.message(connection.form, dirty) });
    }
    connection.isSending = false;
  }
}
