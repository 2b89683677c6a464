const END = '%%EOF';
/** The end of a document, as `ObjectWriter` writes it. */
const WRITTEN = /startxref\n\d{1,10}\n%%EOF$/;
const LENGTH = 32;

/**
 * Returns what was written first. Signatures and notes are added behind the end of a PDF, which stays as it is (ISO
 * 32000-1, 7.5.6). Without such an end the whole is returned.
 */
export function firstRevision(pdf: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  for (let at = bytes.indexOf(END); at >= 0; at = bytes.indexOf(END, at + 1)) {
    const end = at + END.length;
    if (!WRITTEN.test(bytes.toString('latin1', Math.max(0, end - LENGTH), end))) continue;
    return pdf.subarray(0, bytes[end] === 0x0A ? end + 1 : end);
  }
  return pdf;
}
