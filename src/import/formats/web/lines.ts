/** Collects text as a browser shows it: blanks are one blank, blocks and `<br>` begin a new line. */
export class Lines {
  readonly lines: string[] = [];
  private line = '';

  add(text: string, isPreformatted: boolean): void {
    if (isPreformatted) {
      const [first = '', ...others] = text.split('\n');
      this.line += first;
      for (const line of others) {
        this.end();
        this.line = line;
      }
      return;
    }
    const shown = text.replace(/[ \t\n\r\f]+/g, ' ');
    this.line += this.line === '' || this.line.endsWith(' ') ? shown.replace(/^ /, '') : shown;
  }

  /** Ends the line; an empty one does not count. */
  end(): void {
    const line = this.line.replace(/(?<! ) +$/, '');
    if (line !== '') this.lines.push(line);
    this.line = '';
  }
}
