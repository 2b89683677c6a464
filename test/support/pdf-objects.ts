import {
  PDFArray, type PDFContext, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFString,
} from 'pdf-lib';

/** Returns a document with one page for each content stream; each content is one compressed stream, as in a print. */
export async function documentOf(...contents: string[]): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (const content of contents) {
    const page = document.addPage([100, 100]);
    page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(content)));
  }
  return document;
}

/** Returns the value below a dictionary or array by keys and indexes; references are followed. */
export function below(context: PDFContext, object: PDFObject | undefined, ...path: (string | number)[]): PDFObject {
  let value = context.lookup(object);
  for (const key of path) {
    if (value instanceof PDFRawStream) value = value.dict;
    if (value instanceof PDFDict && typeof key === 'string') value = value.lookup(PDFName.of(key));
    else if (value instanceof PDFArray && typeof key === 'number') value = value.lookup(key);
    else throw new Error(`nothing at ${path.join('/')}`);
  }
  if (!value) throw new Error(`nothing at ${path.join('/')}`);
  return value;
}

type Path = [context: PDFContext, object: PDFObject | undefined, ...path: (string | number)[]];

/** Like {@link below}. @throws when the value is no dictionary */
export function dictAt(...path: Path): PDFDict {
  const value = below(...path);
  if (!(value instanceof PDFDict)) throw new Error(`no dictionary: ${value.toString()}`);
  return value;
}

/** Like {@link below}. @throws when the value is no array */
export function arrayAt(...path: Path): PDFArray {
  const value = below(...path);
  if (!(value instanceof PDFArray)) throw new Error(`no array: ${value.toString()}`);
  return value;
}

/** Like {@link below}. @throws when the value is no stream */
export function streamAt(...path: Path): PDFRawStream {
  const value = below(...path);
  if (!(value instanceof PDFRawStream)) throw new Error(`no stream: ${value.toString()}`);
  return value;
}

/** Returns the text of the string below an object. */
export function textAt(...path: Path): string {
  const value = below(...path);
  if (!(value instanceof PDFHexString || value instanceof PDFString)) throw new Error(`no text: ${value.toString()}`);
  return value.decodeText();
}
