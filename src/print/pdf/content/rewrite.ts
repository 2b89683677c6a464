import { append } from '../../../model/append.js';
import { dashed, type Rectangle } from './dashes.js';
import { type PageFont, rewriteText } from './text.js';

/*
 * Chromium writes page content with one operator a line (Skia, SkPDFDevice). The same drawing in fewer bytes, with
 * every mark either tagged or an artifact, is made here (ISO 32000-1, 8 and 14.6).
 */

/** The content of a page. */
export interface PageContent {
  /** The content of the page area. */
  body: string;
  /** Text in the margins: headers, footers, page numbers; `''` when there is none. It is painted before the body. */
  margins: string;
}

export interface RewriteOptions {
  /** The fonts of the page by their resource names. */
  fonts: ReadonlyMap<string, PageFont>;
  /** Names of graphics states that change nothing. */
  plainStates: ReadonlySet<string>;
  /** Marked content (MCID) that becomes an artifact. */
  artifacts: ReadonlySet<number>;
}

const BEGIN = /^\/\S+ (?:<<\/MCID (\d+) >>|\S.*)(?:BDC|BMC)$/;
const RECTANGLE = /^(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re$/;
const PATH = /(?:^h| (?:re|m|l|c|v|y))$/;
const PAINT = /^(?:S|s|f|F|f\*|B|B\*|b|b\*)$/;
const OBJECT = / (?:Do|sh)$/;
const CLIP = /^W\*? n$/;
const FILL = /(?<!\S)(\S+ \S+ \S+) rg$/;
const WHITE = '1 1 1';

/** A level of the graphics state: what is between `q` and `Q` (ISO 32000-1, 8.4.2). */
interface Level {
  /** The operators that changed the state. */
  state: string[];
  /** The index of its `q` in the output. */
  start: number;
  fill: string;
  isClipped: boolean;
  hasContent: boolean;
}

/** Returns the content of a page as shorter operators that paint the same. @param content as Chromium writes it */
export function rewriteContent(content: string, options: RewriteOptions): PageContent {
  return new Rewriter(content.split('\n'), options).run();
}

class Rewriter {
  private readonly out: string[] = [];
  private readonly margins: string[] = [];
  private marginState = '';
  private readonly levels: Level[] = [{ state: [], start: 0, fill: '', isClipped: false, hasContent: true }];
  /** Operators of the path that is not painted yet. */
  private path: string[] = [];
  private at = 0;
  /** Depth of tagged content; 0 outside of tags. */
  private depth = 0;
  private isArtifactOpen = false;
  private hasPainted = false;

  constructor(private readonly lines: readonly string[], private readonly options: RewriteOptions) {}

  run(): PageContent {
    while (this.at < this.lines.length) this.step();
    this.closeArtifact();
    const margins = this.margins.length
      ? `/Artifact <</Type/Pagination>>BDC\n${this.margins.join('\n')}\nQ\nEMC\n`
      : '';
    return { body: `${this.out.join('\n')}\n`, margins };
  }

  private get level(): Level {
    return this.levels[this.levels.length - 1] as Level;
  }

  private step(): void {
    const line = this.lines[this.at] ?? '';
    this.at += 1;
    if (PATH.test(line)) this.path.push(line);
    else if (PAINT.test(line)) this.paintPath(line);
    else if (line === 'BT') this.text();
    else if (line === 'q') this.save();
    else if (line === 'Q') this.restore();
    else if (line === 'EMC') this.end();
    else if (line.endsWith('BDC') || line.endsWith('BMC')) this.begin(line);
    else if (OBJECT.test(line)) this.paint([line]);
    else if (line) this.changeState(line);
  }

  private save(): void {
    this.closeArtifact();
    const { fill, isClipped } = this.level;
    this.levels.push({ state: [], start: this.out.length, fill, isClipped, hasContent: false });
    this.out.push('q');
  }

  private restore(): void {
    this.closeArtifact();
    const level = this.levels.length > 1 ? this.levels.pop() : undefined;
    if (level?.hasContent === false) this.out.length = level.start; // nothing was painted in it
    else {
      this.out.push('Q');
      this.level.hasContent = true;
    }
  }

  private changeState(line: string): void {
    const [, name] = /^\/(\S+) gs$/.exec(line) ?? [];
    if (name !== undefined && this.options.plainStates.has(name)) return;
    const { level } = this;
    if (CLIP.test(line)) level.isClipped = true;
    level.fill = FILL.exec(line)?.[1] ?? level.fill;
    const added = [...this.path.splice(0), line];
    append(level.state, added);
    this.closeArtifact();
    append(this.out, added);
  }

  private begin(line: string): void {
    this.level.hasContent = true;
    const mcid = BEGIN.exec(line)?.[1];
    if (this.depth === 0) this.closeArtifact();
    this.depth += 1;
    if (mcid === undefined) this.out.push(line);
    else this.out.push(this.options.artifacts.has(Number(mcid)) ? '/Artifact BMC' : `/P <</MCID ${mcid}>>BDC`);
  }

  private end(): void {
    this.depth -= 1;
    this.level.hasContent = true; // the content may have begun outside of it
    this.out.push('EMC');
  }

  private text(): void {
    const end = this.lines.indexOf('ET', this.at);
    const body = rewriteText(this.lines.slice(this.at, end), this.options.fonts);
    this.at = end + 1;
    if (!body.length) return;
    const lines = ['BT', ...body, 'ET'];
    // Content outside the page area is in a margin: only the page area is clipped.
    if (this.depth === 0 && !this.level.isClipped) this.paintMargin(lines);
    else this.paint(lines);
  }

  private paintMargin(lines: readonly string[]): void {
    const state = this.levels.flatMap(level => level.state).join('\n');
    if (state !== this.marginState) {
      if (this.margins.length) this.margins.push('Q');
      this.margins.push('q', state);
    }
    this.marginState = state;
    append(this.margins, lines);
  }

  private paintPath(operator: string): void {
    const path = this.path.splice(0);
    const rectangle = path.length === 1 ? RECTANGLE.exec(path[0] ?? '') : null;
    if (operator !== 'f' || !rectangle) {
      this.paint([...path, operator]);
      return;
    }
    // The background of a page is white as paper is.
    if (!this.hasPainted && this.depth === 0 && this.level.fill === WHITE) return;
    const run: Rectangle[] = [rectangle.slice(1).map(Number) as Rectangle];
    for (;;) {
      const next = RECTANGLE.exec(this.lines[this.at] ?? '');
      if (!next || this.lines[this.at + 1] !== 'f') break;
      run.push(next.slice(1).map(Number) as Rectangle);
      this.at += 2;
    }
    this.paint(dashed(run));
  }

  private paint(lines: readonly string[]): void {
    this.hasPainted = true;
    this.level.hasContent = true;
    if (this.depth === 0 && !this.isArtifactOpen) {
      this.out.push('/Artifact BMC');
      this.isArtifactOpen = true;
    }
    append(this.out, lines);
  }

  private closeArtifact(): void {
    if (this.isArtifactOpen) this.out.push('EMC');
    this.isArtifactOpen = false;
  }
}
