/** A status line needs this of a terminal. */
export type Screen = Pick<NodeJS.WriteStream, 'write' | 'columns'>;

const CLEAR = '\r\u001B[K';

/** The last line of a terminal, which is written over again and again. Other lines are written above it. */
export class StatusLine {
  private text = '';

  constructor(private readonly screen: Screen) {}

  /** The number of cells for the text: with one more the terminal would go to the next line. */
  get width(): number {
    return (this.screen.columns || 80) - 1;
  }

  show(text: string): void {
    this.text = text;
    this.screen.write(`${CLEAR}${text}`);
  }

  hide(): void {
    if (this.text) this.screen.write(CLEAR);
    this.text = '';
  }

  /** Lets other lines be written where the status line is, and shows it again below them. */
  aside(write: () => void): void {
    if (this.text) this.screen.write(CLEAR);
    write();
    if (this.text) this.screen.write(this.text);
  }
}
