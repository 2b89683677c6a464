import { PDFArray, PDFDict, type PDFObject, PDFRef, PDFStream } from 'pdf-lib';

/** Replaces every reference in an object (ISO 32000-1, 7.3.10) by the result of `map`, in place. */
export function mapReferences(object: PDFObject, map: (ref: PDFRef) => PDFRef): void {
  if (object instanceof PDFStream) mapReferences(object.dict, map);
  else if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) {
      if (value instanceof PDFRef) object.set(key, map(value));
      else mapReferences(value, map);
    }
  } else if (object instanceof PDFArray) {
    for (const [index, value] of object.asArray().entries()) {
      if (value instanceof PDFRef) object.set(index, map(value));
      else mapReferences(value, map);
    }
  }
}
