/**
 * Writes the vocabulary of the core concepts into docs/layouts.md. Run it after changing core.schema.json:
 * `npm run vocabulary`. A test fails when the document is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Schema } from '../model/schema.js';
import { vocabularyMarkdown } from '../report/vocabulary.js';
import { isMain } from './is-main.js';

const DOCUMENT = fileURLToPath(new URL('../../docs/layouts.md', import.meta.url));
const CORE = new URL('../../schemas/core.schema.json', import.meta.url);

/** Returns docs/layouts.md with the vocabulary of this program. */
export function generateVocabulary(): string {
  const core = JSON.parse(readFileSync(CORE, 'utf8')) as Schema;
  return readFileSync(DOCUMENT, 'utf8').replace(/(<!-- vocabulary -->\n)[^]*(<!-- \/vocabulary -->)/, (_, start: string, end: string) =>
    `${start}\n${vocabularyMarkdown(core)}\n${end}`);
}

if (isMain(import.meta.url)) writeFileSync(DOCUMENT, generateVocabulary());
