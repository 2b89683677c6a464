import { Pdf } from './pdf.js';

/** Returns all that a file says: its bytes, and of a PDF what it shows, its outline, attachments and streams. */
export function everythingIn(path: string, bytes: Buffer): string[] {
  const plain = [bytes.toString('utf8'), bytes.toString('utf16le'), swapped(bytes).toString('utf16le')];
  if (!path.endsWith('.pdf')) return plain;
  const pdf = new Pdf(bytes);
  const shown = Array.from({ length: pdf.pages }, (_, page) => pdf.text(page));
  const streams: string[] = [];
  for (let number = 1; number < pdf.document.countObjects(); number += 1) {
    const object = pdf.document.newIndirect(number);
    streams.push(object.resolve().toString());
    if (object.isStream()) streams.push(...everythingIn('', Buffer.from(object.readStream().asUint8Array())));
  }
  return [
    ...plain, ...shown, ...streams, ...pdf.tagged().map(({ text }) => text), ...pdf.outline().map(({ title }) => title),
    ...Object.entries(pdf.attachments()).flat(), ...(['Title', 'Author'] as const).map(key => pdf.info(key) ?? ''),
  ];
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
