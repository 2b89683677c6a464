import { pdfa, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { nameOf, Stream, textOf } from './values.js';
import { type SPACES, Xmp } from './xmp.js';

/** The entries of the document information that XMP repeats. */
const PAIRS: [info: string, space: keyof typeof SPACES, key: string][] = [
  ['Author', 'dc', 'creator'],
  ['Subject', 'dc', 'description'],
  ['Keywords', 'pdf', 'Keywords'],
  ['Creator', 'xmp', 'CreatorTool'],
  ['Producer', 'pdf', 'Producer'],
  ['CreationDate', 'xmp', 'CreateDate'],
  ['ModDate', 'xmp', 'ModifyDate'],
];

/** Checks the XMP of the document, and that the document information says the same. */
export function checkMetadata(file: PdfFile): void {
  const { faults } = file;
  const stream = file.at(file.catalog, 'Metadata');
  if (!(stream instanceof Stream)) {
    faults.add('no XMP', ua('7.1'));
    return;
  }
  const kind = ['Type', 'Subtype'].map(key => nameOf(file.at(stream, key))).join(' ');
  faults.must(kind === 'Metadata XML', 'XMP of another Type or Subtype', pdfa('6.6.2.1'));
  faults.must(!stream.dict.has('Filter'), 'XMP that is compressed', pdfa('6.6.2.1'));
  let xmp: Xmp;
  try {
    xmp = new Xmp(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.data(stream)));
  } catch {
    faults.add('XMP that is not well-formed', pdfa('6.6.2.1')); return;
  }
  const header = /^<\?xpacket begin=("\uFEFF?"|'\uFEFF?') id=["']W5M0MpCehiHzreSzNTczkc9d["']([^?]*)\?>/.exec(xmp.packet);
  faults.must(header !== null && /<\?xpacket end=["'][rw]["']\?>\s*$/.test(xmp.packet), 'XMP without packet header and trailer', pdfa('6.6.2.1'));
  faults.must(!/bytes|encoding/.test(header?.[2] ?? ''), 'XMP packet with bytes or encoding', pdfa('6.6.2.1'));
  faults.add('XMP property that is there twice', pdfa('6.6.2.1'), xmp.repeated);
  faults.add('XMP property without a description of its schema', pdfa('6.6.2.3'), xmp.undescribed.length);

  const title = xmp.inLanguage('dc', 'title', 'x-default');
  faults.must(Boolean(title), 'XMP without dc:title', ua('7.1'));
  const part = xmp.property('pdfaid', 'part');
  const level = xmp.property('pdfaid', 'conformance');
  faults.must(part?.text === '3' && level?.text === 'A', 'XMP without PDF/A-3a', pdfa('6.6.4'));
  const prefixes = [part, level].every(property => (property?.prefix || 'pdfaid') === 'pdfaid');
  faults.must(prefixes, 'pdfaid with another prefix', pdfa('6.6.4'));
  const access = xmp.property('pdfuaid', 'part');
  faults.must(access?.text === '1', 'XMP without PDF/UA-1', ua('5'));

  const info = (key: string): string | undefined => textOf(file.at(file.trailer, 'Info', key));
  faults.must(!title || info('Title') === title, 'Title that differs from XMP', pdfa('6.6.3'));
  for (const [key, space, property] of PAIRS) {
    const [own, other] = [info(key), xmp.property(space, property)?.text];
    if (own === undefined) continue;
    const equal = key.endsWith('Date') ? timeOf(own) === timeOf(other) : own === other;
    faults.must(equal, `${key} that differs from XMP`, pdfa('6.6.3'));
  }
}

/** Returns the time of a PDF date or an XMP date; undefined without one, and the date itself when it is none. */
function timeOf(date: string | undefined): number | string | undefined {
  if (date === undefined) return undefined;
  const iso = date.replace(
    /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'(\d\d)'?)?.*$/,
    (_, y: string, m: string, d: string, h: string, min: string, s: string, zone?: string, rest?: string) =>
      `${y}-${m}-${d}T${h}:${min}:${s}${zone ? `${zone}:${rest ?? '00'}` : 'Z'}`);
  return Number.isNaN(Date.parse(iso)) ? date : Date.parse(iso);
}
