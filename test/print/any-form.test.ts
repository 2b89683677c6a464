import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { writeForm } from '../../src/edit/write-form.js';
import { allKinds } from '../support/all-kinds.js';
import { formsOf } from '../support/any-form.js';
import { textOfPage } from '../support/page-text.js';
import { Pdf } from '../support/pdf.js';
import { openPress } from '../support/press.js';
import { REPOSITORY } from '../support/run.js';
import { runs } from '../support/runs.js';

const LAYOUTS = ['ministry', 'county', 'bureau', 'sheet'];
const { numRuns: FORMS, seed } = { ...runs(3) };

/** A root with a department of each layout, each with some random forms. */
async function anyRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const layout of LAYOUTS) {
    const from = join(REPOSITORY, 'test/fixtures/layouts', layout);
    for (const folder of ['schemas', 'templates']) await cp(join(from, folder), join(root, folder), { recursive: true });
  }
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await put('data/2024/scheme.yaml', '版式: shapingba\n');
  for (const { kind } of allKinds()) {
    const folder = `data/2024/${kind.layout}`;
    await put(`${folder}/scheme.yaml`, `版式: ${kind.layout}\n`);
    for (const [index, tree] of fc.sample(formsOf(kind), { numRuns: FORMS, seed }).entries()) {
      const path = `${folder}/${kind.files.replace('*', `0${index}-表`)}`;
      await put(path, writeForm(tree, kind, path));
    }
  }
  return root;
}

test('the tagged text of a PDF is that of the page, letter by letter, whatever the form says', async () => {
  const press = openPress(await anyRoot());
  onTestFinished(() => press.close());
  const forms = await press.forms();
  expect(forms.length).toBeGreaterThan(15);
  for (const { name, html, bytes } of forms) {
    const tagged = new Pdf(bytes).tagged().map(({ text }) => text).join('');
    expect(tagged.replace(/\s/g, ''), name).toBe(textOfPage(html).replace(/\s/g, ''));
  }
});
