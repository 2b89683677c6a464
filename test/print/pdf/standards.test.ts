import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finish } from '../../../src/print/finish.js';
import { DocumentWriter } from '../../../src/print/pdf/document.js';
import { ObjectWriter } from '../../../src/print/pdf/object-writer.js';
import { type Part, partsOf } from '../../../src/print/pdf/part.js';
import type * as Cure from '../../../src/print/pdf/structure/cure.js';
import { type Content, type Element, isContent, isElement, type Kid } from '../../../src/print/pdf/structure/element.js';
import { formsOf, type PrintTask } from '../../../src/print/print.js';
import { assemble, conformingParts } from '../../support/conforming-pdf.js';
import { FONTS, longForm, openPress, pressRedline, printed } from '../../support/press.js';
import { DAMAGES } from '../../support/pdf-damages.js';
import { type Edit, HARMLESS } from '../../support/pdf-variants.js';
import { edit, PROJECT, REPOSITORY } from '../../support/run.js';
import { standardFaults } from '../../support/standards/index.js';

describe('the checker of standards', () => {
  it('finds nothing in a file that conforms', () => {
    expect(standardFaults(assemble(conformingParts()))).toEqual([]);
  });

  it.each(HARMLESS)('finds nothing after: %s', (_, ...edits) => {
    expect(standardFaults(edited(edits))).toEqual([]);
  });

  it.each(DAMAGES)('finds: %s', (faults, ...edits) => {
    const counted = faults.map(fault => /: \d+$/.test(fault) ? fault : `${fault}: 1`);
    expect(standardFaults(edited(edits)).sort()).toEqual(counted.sort());
  });
});

/** Returns the file that conforms, after the edits. @throws when an edit changes nothing */
function edited(edits: readonly Edit[]): Uint8Array {
  const parts = conformingParts();
  for (const [name, from, to] of edits) {
    const part = parts[name];
    if (typeof part === 'string') parts[name] = replace(part, from, to);
    else if (part) parts[name] = replaceInStream(part, from, to);
    else if (name !== 'whole') throw new Error(`no object ${name}`);
  }
  let whole = Buffer.from(assemble(parts)).toString('latin1');
  for (const [name, from, to] of edits) if (name === 'whole') whole = replace(whole, from, to);
  return Buffer.from(whole, 'latin1');
}

/** @throws when the text has nothing to replace */
function replace(text: string, from: string | RegExp, to: string): string {
  const found = typeof from === 'string' ? text.includes(from) : from.test(text);
  if (!found) throw new Error(`nothing to replace: ${String(from)}`);
  return text.replace(from, () => to);
}

/** Replaces text in the dictionary of a stream, or else in its bytes; `^` and `$` are those of the bytes. */
function replaceInStream([dictionary, bytes]: [string, string], from: string | RegExp, to: string): [string, string] {
  const isHere = typeof from === 'string' ? dictionary.includes(from) : from.source.length > 1 && from.test(dictionary);
  return isHere ? [replace(dictionary, from, to), bytes] : [dictionary, replace(bytes, from, to)];
}

/* Documents of each kind, printed by the real browser. */

const CLEAN = join(REPOSITORY, 'test/fixtures/clean');
const LAYOUTS = readdirSync(join(REPOSITORY, 'test/fixtures/layouts'));

describe('a document conforms', () => {
  const documents = new Map<string, Uint8Array>();
  const faultsOf = (name: string): string[] => standardFaults(documents.get(name) ?? Buffer.of());
  let changed: string;

  beforeAll(async () => {
    const press = openPress(REPOSITORY);
    for (const { name, bytes } of await press.forms()) documents.set(name, bytes);
    const { departments: [department = Buffer.of()], year } = await press.volumes();
    documents.set('department', department).set('year', year);
    const [, task] = formsOf(press.departments) as [PrintTask, PrintTask];
    documents.set('long', (await press.form({ ...task, form: longForm(task.form, 20), isDraft: false })).bytes);
    documents.set('draft', (await press.form({ ...task, form: longForm(task.form, 5), isDraft: true })).bytes);
    await press.close();
    changed = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
    await cp(CLEAN, changed, { recursive: true });
    await edit(join(changed, PROJECT), text => text.replace('保证机关', '保障单位').replace('盘点次数', '每年盘点次数'));
    const after = openPress(changed, '修订对照稿');
    documents.set('redline', (await pressRedline(CLEAN, changed, after)).bytes);
    await after.close();
    for (const layout of LAYOUTS) {
      const own = openPress(join(REPOSITORY, 'test/fixtures/layouts', layout));
      for (const { name, bytes } of await own.forms()) documents.set(`${layout}/${name}`, bytes);
      await own.close();
    }
  });

  afterAll(() => rm(changed, { recursive: true, force: true }));

  it('as a form: each of the shipped layout', () => {
    const names = [...documents.keys()].filter(name => name.startsWith('2024/'));
    expect(names).toHaveLength(18);
    // The template of a table decides which cells are headers.
    const faults = names.map(name => [name, faultsOf(name).filter(fault => !fault.startsWith('practice: '))]);
    expect(faults).toEqual(names.map(name => [name, []]));
  });

  it.each(['long', 'draft', 'department', 'year', 'redline'])('as: %s', (name) => {
    expect(faultsOf(name)).toEqual([]);
  });

  it.each(LAYOUTS)('as a form of another layout: %s', (layout) => {
    const names = [...documents.keys()].filter(name => name.startsWith(`${layout}/`));
    expect(names.length).toBeGreaterThan(0);
    // The template of a table decides which cells are headers.
    const faults = names.map(name => [name, faultsOf(name).filter(fault => !fault.startsWith('practice: '))]);
    expect(faults).toEqual(names.map(name => [name, []]));
  });
});

/** Properties that are taken from the structure after it was cured. */
const without = vi.hoisted((): { cure: string } => ({ cure: '' }));

vi.mock('../../../src/print/pdf/structure/cure.js', async (load) => {
  const { cureStructure } = await load<typeof Cure>();
  return {
    cureStructure: (...args: Parameters<typeof cureStructure>) => uncured(...args, cureStructure, without.cure),
  };
});

/** Cures a structure, but for one of the cures. */
function uncured(
  roots: Kid[], shownIn: Parameters<typeof Cure.cureStructure>[1], cure: typeof Cure.cureStructure, left: string,
): Content[] {
  const before = new Map(elementsIn(roots).map(element => [element, { type: element.type, kids: element.kids }]));
  const artifacts = cure(roots, left === 'empty content' ? content => shownIn(content) ?? 'text' : shownIn);
  const restored = new Set<Content>();
  for (const element of elementsIn(roots)) {
    const { type, kids } = before.get(element) ?? element;
    if (left === 'levels of headings') element.type = type;
    if (left === 'scopes') delete element.scope;
    const isRestored = { 'header once': type === 'TH', frames: type === 'Table' || type === 'TR' }[left] ?? false;
    if (isRestored) {
      for (const content of kids.filter(isContent).filter(one => !element.kids.includes(one))) {
        restored.add(content);
        element.kids = [...element.kids, content];
      }
    }
    if (left === 'THead') element.kids = element.kids.flatMap(kid => (isElement(kid) && /^T(?:Head|Body)$/.test(kid.type) ? kid.kids : [kid]));
  }
  return artifacts.filter(content => !restored.has(content));
}

function elementsIn(kids: readonly Kid[]): Element[] {
  return kids.flatMap(kid => (isElement(kid) ? [kid, ...elementsIn(kid.kids)] : []));
}

describe('each cure is needed:', () => {
  const CSS = '@page { @bottom-center { content: counter(page); font-family: own; } } a { display: block; }';
  const ROW = '<tr><th scope="row">甲</th><td>1</td></tr>';
  const BODY = `<h1 id="a">甲</h1><p><a href="#a">乙</a></p><p>丙<a href="https://example.com">丙</a></p><h3>丙</h3>
    <table style="border: 1px solid; background: #eee"><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>
    <tbody>${ROW.repeat(30)}</tbody></table><h2>乙</h2>`;
  const finishing = { title: '甲', author: '乙', html: '', attachments: [{ name: '甲.yaml', bytes: Buffer.from('甲: 1') }] };
  const UA = 'ISO 14289-1';
  const A = 'ISO 19005-3';
  const PDF = 'ISO 32000-1';
  let print: Uint8Array;

  beforeAll(async () => {
    [print = Buffer.of()] = await printed('甲乙丙0123456789 ', CSS, BODY);
  });

  const faults = async (): Promise<string[]> => standardFaults((await finish(print, finishing, FONTS)).bytes).map(line => line.replace(/: \d+$/, ''));

  it('with all of them there is no fault', async () => {
    expect(await faults()).toEqual([]);
  });

  it.each([
    ['levels of headings', `heading that skips a level (${UA}, 7.4.2)`],
    ['scopes', `TH without Scope in a table whose cells have no Headers (${UA}, 7.5)`],
    ['THead', 'practice: table with column headers without THead and TBody'],
    ['header once', 'practice: header that is read again on a further page'],
    ['frames', 'content directly in Table (ISO 32000-1, 14.8.4)'],
  ])('%s', async (cure, fault) => {
    without.cure = cure;
    const found = await faults();
    without.cure = '';
    expect(found.join('; ')).toContain(fault);
  });

  /** Edits of the texts of objects and of streams. */
  it.each<[what: string, from: RegExp, to: string, fault: string]>([
    ['the tag of a font name', /\/BaseFont\/A/, '/BaseFont/B', `font with different names (${PDF}, 9.8.1)`],
    ['the order of tabs', /\/Tabs\/S/, '', `page with annotations without Tabs S (${UA}, 7.18.3)`],
    ['the text of links', /\/Contents<FEFF[^>]*>/, '', `link without Contents (${UA}, 7.18.5)`],
    ['the print flag of links', /\/F 4/, '', `annotation without the print flag (${A}, 6.3.2)`],
    ['the language', /\/Lang\(zh-CN\)/, '', `no Lang, or no language tag (${UA}, 7.2)`],
    ['the mark', /\/MarkInfo<<\/Marked true>>/, '', `not Marked (${A}, 6.7.2.2)`],
    ['the title in the window', /DisplayDocTitle true/, 'DisplayDocTitle false', `no DisplayDocTitle (${UA}, 7.1)`],
    ['the output intent', /\/OutputIntents\[.*?\]/, '', `no output intent with a profile (${A}, 6.2.3)`],
    ['the metadata', /\/Metadata \d+ 0 R/, '', `no XMP (${UA}, 7.1)`],
    ['associated files', /\/AF\[.*?\]/, '', `embedded file that is associated with nothing (${A}, 6.8)`],
    ['descriptions of files', /\/Desc<[^>]*>/, '', `embedded file without Desc (${UA}, 7.11)`],
    ['the relation of files', /\/AFRelationship\/Source/, '', `embedded file without AFRelationship (${A}, 6.8)`],
    ['destinations', /\/Dest\[\d+ 0 R/, '/Dest[99999 0 R', `destination that is not there (${PDF}, 12.3.2)`],
    ['texts of glyphs', /\/ToUnicode \d+ 0 R/, '', `glyph without Unicode (${UA}, 7.21.7)`],
    ['places of glyphs', /\/CIDToGIDMap \d+ 0 R/, '', `font without CIDToGIDMap (${UA}, 7.21.3.2)`],
    ['widths of glyphs', /\/DW \d+/, '/DW 1', `glyph of another width (${UA}, 7.21.5)`],
    ['the outline', /\/Outlines \d+ 0 R/, '', 'practice: no outline'],
    ['the count of pages', /\/Count \d+\/Kids/, '/Count 9/Kids', `page tree node with another Count (${PDF}, 7.7.3)`],
    ['the next key', /ParentTreeNextKey \d+/, 'ParentTreeNextKey 0', `ParentTreeNextKey that is not over all keys (${PDF}, 14.7.2)`],
  ])('%s', async (_, from, to, fault) => {
    let edits = 0;
    const put = Reflect.get(ObjectWriter.prototype, 'put') as (this: ObjectWriter, ...args: unknown[]) => number;
    const spy = vi.spyOn(ObjectWriter.prototype, 'put').mockImplementation(function (this: ObjectWriter, text, number) {
      if (from.test(text)) edits += 1;
      return put.apply(this, number === undefined ? [text.replace(from, to)] : [text.replace(from, to), number]);
    });
    const found = await faults();
    spy.mockRestore();
    expect(edits).toBeGreaterThan(0);
    expect(found).toContain(fault);
  });

  it.each<[what: string, from: RegExp, to: string, fault: string]>([
    ['artifacts around lines', /\/Artifact BMC\n([^]*?)EMC\n/g, '$1', `path neither tagged nor artifact (${UA}, 7.1)`],
    ['the artifact around page numbers', /\/Artifact <<\/Type\/Pagination>>BDC\n([^]*)EMC\n/, '$1', `text neither tagged nor artifact (${UA}, 7.1)`],
  ])('%s', async (_, from, to, fault) => {
    const [part] = partsOf(print, finishing, FONTS) as [Part];
    const replace = (text: string): string => text.replace(from, to);
    const pages = part.pages.map(page => ({
      ...page, margins: replace(page.margins), body: deflateSync(Buffer.from(replace(inflateSync(page.body).toString('latin1')), 'latin1')),
    }));
    const document = new DocumentWriter(FONTS);
    document.addParts([{ ...part, pages }], false, ({ margins }) => ({ margins: [margins], shift: 0 }));
    const ending = { ...finishing, bookmarks: [], isOpen: true, destinations: new Map<string, string>() };
    expect(standardFaults(await document.finish(ending)).join('\n')).toContain(fault);
  });
});
