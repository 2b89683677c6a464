import { append } from '../../model/append.js';
import { SOURCES_NAMESPACE, textsDigest } from '../../model/office-sources.js';
import { readXml } from './xml.js';
import type { Zip } from './zip.js';

/** A YAML file that a Word file of this program carries. */
interface Carried {
  path: string;
  text: string;
}

const CUSTOM_PART = /^customXml\/[^/]+\.xml$/i;

/**
 * Returns the YAML that a Word file carries, if this program made it and no text of it was changed since; else nothing,
 * and the cells are read.
 *
 * @param part name of the main part
 * @throws Unreadable when a part is damaged or too large
 */
export async function sourcesOf(zip: Zip, part: string): Promise<Carried[]> {
  const carried: (Carried & { texts: string })[] = [];
  for (const name of zip.names.filter(one => CUSTOM_PART.test(one))) append(carried, await sourcesIn(zip, name));
  if (!carried.length) return [];
  const digest = await digestOf(zip, part);
  return carried.every(({ texts }) => texts === digest) ? carried.map(({ path, text }) => ({ path, text })) : [];
}

async function sourcesIn(zip: Zip, name: string): Promise<(Carried & { texts: string })[]> {
  const found: { path: string; texts: string; base64: string }[] = [];
  let isOurs = false;
  await readXml(zip.chunks(name), name, {
    open: (_, attributes) => {
      if (attributes.xmlns === SOURCES_NAMESPACE) isOurs = true;
      else if (isOurs && attributes.name !== undefined) found.push({ path: attributes.name, texts: attributes.texts ?? '', base64: '' });
    },
    close: () => undefined,
    text: (text) => {
      const last = found.at(-1);
      if (last) last.base64 += text;
    },
  });
  return found.map(({ path, texts, base64 }) => ({ path, texts, text: Buffer.from(base64, 'base64').toString() }));
}

/** Returns the digest of the texts that a person sees in a document. */
async function digestOf(zip: Zip, part: string): Promise<string> {
  const texts: string[] = [];
  let isText = false;
  await readXml(zip.chunks(part), part, {
    open: name => void (isText = name === 'w:t'),
    close: () => void (isText = false),
    text: (text) => {
      if (isText) texts.push(text);
    },
  });
  return textsDigest(texts);
}
