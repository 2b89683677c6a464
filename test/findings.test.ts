import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateFindings } from '../src/tools/generate-findings.js';
import { REPOSITORY } from './support/run.js';

test('docs/findings-2024.md is what the rules find (npm run findings)', () => {
  const findings = generateFindings();
  expect(findings.match(/^- /gm)?.length).toBeGreaterThan(150);
  expect(readFileSync(join(REPOSITORY, 'docs/findings-2024.md'), 'utf8')).toBe(findings);
});
