import {
  AlignmentType, Document, Footer, Header, LineRuleType, Packer, PageNumber, PageOrientation, Paragraph, Tab, Table,
  TabStopType, TextRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import {
  type Block, type MeasuredPage, PAGE, PAGES, type Run, type Table as Measured,
} from '../../../model/measured.js';
import { type OfficeSource, textsDigest } from '../../../model/office-sources.js';
import type { Attachment } from '../../../model/pdf.js';
import { officeFonts } from '../fonts.js';
import { escapeXml, OfficePackage } from '../package.js';
import { joinedLabels } from '../joined-labels.js';
import { Changes } from './changes.js';
import { lookOf, twips, wordParagraph } from './paragraph.js';
import { wordTable } from './table.js';

export interface WordOptions {
  title: string;
  author: string;
  /** True for the watermark 草稿 on every page. */
  isDraft: boolean;
  /** The YAML files shown in the document. */
  attachments: readonly Attachment[];
}

/**
 * Returns a page as a Word file: the same bytes for the same page. Its deleted and inserted texts are tracked changes.
 */
export async function wordDocument(page: MeasuredPage, options: WordOptions): Promise<Uint8Array> {
  const { width, height, margins, header } = page;
  const runs = runsIn(page.blocks);
  const line = page.marginFont.size * 1.4;
  const headerOf = (texts: MeasuredPage['header']['first']): Header =>
    new Header({ children: [marginLine(page, texts, options)] });
  const document = new Document({
    title: options.title,
    creator: options.author,
    lastModifiedBy: options.author,
    compatabilityModeVersion: 15,
    styles: {
      default: {
        document: { run: { ...lookOf(page.marginFont), language: { value: 'zh-CN', eastAsia: 'zh-CN' } } },
        ...headingStyles(),
      },
    },
    sections: [{
      properties: {
        titlePage: true,
        page: {
          // The library turns the page where it lies on its side.
          size: width > height
            ? { width: twips(height), height: twips(width), orientation: PageOrientation.LANDSCAPE }
            : { width: twips(width), height: twips(height) },
          margin: {
            top: twips(margins.top), right: twips(margins.right),
            bottom: twips(margins.bottom), left: twips(margins.left),
            header: twips((margins.top - line) / 2), footer: twips((margins.bottom - line) / 2),
          },
        },
      },
      headers: { first: headerOf(header.first), default: headerOf(header.next) },
      footers: { first: footerOf(page, !page.fits), default: footerOf(page, true) },
      children: childrenOf(page, new Changes()),
    }],
  });
  return finished(await Packer.pack(document, 'uint8array'), runs, options);
}

/** Headings look as they are measured, not as Word's own. */
function headingStyles(): Record<string, { paragraph: object; run: object }> {
  const plain = { paragraph: { spacing: { before: 0, after: 0 } }, run: { color: '000000' } };
  return { heading1: plain, heading2: plain, heading3: plain, heading4: plain, heading5: plain, heading6: plain };
}

/** Tables stand apart, or Word makes one of them: its header rows would no longer be repeated. */
function childrenOf(page: MeasuredPage, changes: Changes): (Paragraph | Table)[] {
  const inner = page.width - page.margins.left - page.margins.right;
  const blocks = page.fits ? page.blocks.map(joinedLabels) : page.blocks;
  const children = blocks.flatMap((block, index) => {
    const [before, next] = [blocks[index - 1], blocks[index + 1]];
    if (block.kind === 'paragraph') {
      const after = next?.kind === 'table' ? next.gap : 0;
      const around = { before: block.gap, after, keepNext: block.paragraph.level > 0 };
      return [wordParagraph(block.paragraph, changes, around)];
    }
    const width = block.table.widths.reduce((sum, one) => sum + one, 0);
    const isWide = Math.abs(width - inner) < 4;
    const isBelow = before?.kind === 'table' && block.gap < HIDDEN;
    // One of two lines upon one another is left; a header that is repeated keeps its own.
    const shown = isBelow && page.fits ? withoutTop(block.table) : block.table;
    const table = wordTable(shown, isWide ? null : block.left, changes);
    return before?.kind === 'table' ? [between(block.gap), table] : [table];
  });
  // A document ends with a paragraph.
  return blocks.at(-1)?.kind === 'table' ? [...children, between(0)] : children;
}

/** In points. Tables this near to one another look like one. */
const HIDDEN = 1;

function withoutTop(table: Measured): Measured {
  const [first, ...rows] = table.rows;
  if (!first) return table;
  const cells = first.cells.map(cell => ({ ...cell, borders: { ...cell.borders, top: 0 } }));
  return { ...table, rows: [{ ...first, cells }, ...rows] };
}

/** A paragraph that parts two tables: hidden, and as low as may be where hidden text is shown. */
function between(gap: number): Paragraph {
  const isHidden = gap < HIDDEN;
  return new Paragraph({
    spacing: { before: 0, after: 0, line: isHidden ? 20 : twips(gap), lineRule: LineRuleType.EXACT },
    run: { size: 2, ...isHidden && { vanish: true } },
  });
}

function marginLine(
  { width, margins, marginFont }: MeasuredPage,
  texts: MeasuredPage['header']['first'],
  { isDraft }: WordOptions,
): Paragraph {
  const inner = width - margins.left - margins.right;
  const [left, center, right] = [texts.left, texts.center, texts.right];
  const children = [left, ...center || right ? [new Tab(), center] : [], ...right ? [new Tab(), right] : []];
  const [font] = officeFonts(marginFont.families);
  const mark = new TextWatermark({ text: '草稿', font, bold: true, color: '#e2e2e2', opacity: 1, width: 400, height: 200 });
  return new Paragraph({
    tabStops: [
      { type: TabStopType.CENTER, position: twips(inner / 2) }, { type: TabStopType.RIGHT, position: twips(inner) },
    ],
    children: [
      new TextRun({ ...lookOf(marginFont), children: children.filter(part => part !== '') }),
      ...isDraft ? [mark] : [],
    ],
  });
}

/** @param hasNumbers false for the only page of a form */
function footerOf({ footer, marginFont }: MeasuredPage, hasNumbers: boolean): Footer {
  const parts = hasNumbers ? footer.split(new RegExp(`(${PAGE}|${PAGES})`)).filter(Boolean) : [];
  const numbers = new Map<string, (typeof PageNumber)[keyof typeof PageNumber]>(
    [[PAGE, PageNumber.CURRENT], [PAGES, PageNumber.TOTAL_PAGES]],
  );
  return new Footer({ children: [new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ ...lookOf(marginFont), children: parts.map(part => numbers.get(part) ?? part) })],
  })] });
}

function runsIn(blocks: readonly Block[]): Run[] {
  return blocks.flatMap(block => (block.kind === 'paragraph'
    ? block.paragraph.runs
    : block.table.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => paragraphs.flatMap(one => one.runs)))));
}

/** Takes out what differs from run to run (times, random names), and puts in what the library does not write. */
function finished(bytes: Uint8Array, runs: readonly Run[], { attachments }: WordOptions): Uint8Array {
  const parts = new OfficePackage(bytes);
  parts.change(/^docProps\/core\.xml$/, text => text.replace(/<dcterms:(created|modified)\b[^>]*>[^<]*<\/dcterms:\1>/g, ''));
  parts.change(/^word\/header\d+\.xml$/, text => text.replace(/PowerPlusWaterMarkObject[^"]*/g, 'PowerPlusWaterMarkObject1'));
  parts.change(/^word\/document\.xml$/, text => text.replaceAll(' w:date=""', ''));
  // As on paper: no room between figures or letters and Chinese text.
  parts.change(/^word\/styles\.xml$/, text => text.replace('<w:pPrDefault/>', `<w:pPrDefault><w:pPr>${NO_ROOM}</w:pPr></w:pPrDefault>`));
  const fonts = new Map(runs.map(({ families }) => {
    const [name, ...fallbacks] = officeFonts(families);
    return [name, fallbacks];
  }));
  const items = [...fonts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, fallbacks]) => `<w:font w:name="${escapeXml(name)}">` +
    `${fallbacks.length ? `<w:altName w:val="${escapeXml(fallbacks.join(','))}"/>` : ''}<w:charset w:val="86"/></w:font>`);
  parts.change(/^word\/fontTable\.xml$/, text => text.replace(/\/>$/, () => `>${items.join('')}</w:fonts>`));
  if (attachments.length) {
    const pieces = [...parts.text('word/document.xml').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)];
    const texts = textsDigest(pieces.map(([, text = '']) => unescapeXml(text)));
    const sources = attachments.map(({ name, bytes: yaml }): OfficeSource => ({ name, bytes: yaml, sheet: '', texts }));
    parts.addSources('word/document.xml', sources);
  }
  return parts.bytes();
}

const NO_ROOM = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>';

function unescapeXml(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => signs[name] ?? '');
}
