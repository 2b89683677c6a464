import { bareLabel } from '../recognise/label.js';
import { dictionaryOf } from '../recognise/dictionary.js';
import { type Column, headersIn } from '../recognise/header.js';
import { type Line, linesOf, unfolded } from '../recognise/lines.js';
import { isTitle } from '../recognise/read-form.js';
import { splitForms } from '../recognise/split-forms.js';
import { type Book, bookOf } from '../recognise/words.js';
import type { Kind } from '../../model/form.js';
import { recordOf } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import type { OfficeFile } from '../grid.js';
import { Naming, propertiesOf, type Property, schemaOfProperty } from './fields.js';
import { type Field, shapeOf } from './shape.js';
import { type Block, templateText } from './template.js';

/** A file of a layout. */
export interface LayoutFile {
  path: string;
  text: string;
}

const TOTAL = /^(?:合计|总计|小计|总分|总得分)$/;
const UNIT = /单位[：:]?(万元|元)/;

/**
 * Makes a layout from forms on paper: for each kind of form a schema of its labels and a template with the same
 * cells at
 * the same places. Labels that the vocabulary knows get their concepts, others become free fields.
 *
 * @param all a kind that has every concept of the vocabulary as a column of indicators, see {@link vocabularyKind}
 * @returns the files; empty when no file has a form
 */
export function newLayout(name: string, files: readonly OfficeFile[], core: Schema, all: Kind): LayoutFile[] {
  const book = bookOf([['own', dictionaryOf(all, core, undefined, '')]]);
  const seen = new Set<string>();
  const roles = { department: 0, project: 0 };
  return files.flatMap(file =>
    splitForms(linesOf(file), new Set(), []).flatMap((lines) => {
      const title = titleOf(lines);
      const bare = bareLabel(title).replace('某年', '');
      if (seen.has(bare) || !lines.some(({ items }) => items.length > 1)) return [];
      seen.add(bare);
      const { schema, template, hasName } = formOf(file, lines, title, core, book);
      const role = hasName ? 'project' : 'department';
      roles[role] += 1;
      if (role === 'department' && roles.department > 1) return [];
      const kind = roles[role] === 1 ? role : `${role}-${roles[role]}`;
      const folder = roles.project > 1 ? `projects-${roles.project}` : 'projects';
      const whole = { ...schema, form: { role, files: role === 'project' ? `${folder}/*.yaml` : 'department.yaml' } };
      return [
        { path: `schemas/${name}/${kind}.schema.json`, text: `${JSON.stringify(inOrder(whole), null, 2)}\n` },
        { path: `templates/${name}/${kind}.hbs`, text: template },
      ];
    }),
  );
}

const ORDER = [
  '$schema',
  'title',
  'description',
  'form',
  'moneyUnit',
  'type',
  'additionalProperties',
  'required',
  'properties',
];

function inOrder(schema: object): object {
  const entries = Object.entries(schema) as [string, unknown][];
  return recordOf(entries.sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));
}

/** The schema text of a kind that has every column of indicators: by it headers of tables are found. */
export function vocabularyKind(core: Schema): string {
  const columns = Object.keys(core.$defs ?? {}).filter(name => name.startsWith('indicator.'));
  const ref = (name: string): Schema => ({ $ref: `../core.schema.json#/$defs/${name}` });
  const items = {
    title: '指标',
    type: 'object',
    properties: recordOf(columns.map(name => [`栏${name.replace('.', '')}`, ref(name)])),
  };
  const properties = { 栏name: ref('name'), 栏indicators: { ...ref('indicators'), items } };
  return JSON.stringify({
    title: '词汇',
    form: { role: 'project', files: 'projects/*.yaml' },
    type: 'object',
    required: ['栏name'],
    properties,
  });
}

function titleOf(lines: readonly Line[]): string {
  const texts = lines.slice(0, 8).flatMap(({ items }) => items.map(({ text }) => text.replace(/\s/g, '')));
  const title = texts.find(isTitle) ?? '绩效目标表';
  return title.replace(/[（(][^（()）]*[）)]$/, '').replace(/(?:19|20)\d{2}年/, '{年度}年');
}

function formOf(file: OfficeFile, lines: readonly Line[], title: string, core: Schema, book: Book) {
  const naming = new Naming(core);
  const usual = (concept: string): string => core.$defs?.[concept]?.title ?? concept;
  const isKnown = (text: string): boolean => naming.isKnown(text);
  const blocks: Block[] = [];
  const indicators: [string, Schema][] = [];
  const texts = lines.flatMap(({ items }) => items.map(({ text }) => text));
  const isHead = ({ items }: Line): boolean =>
    items.length <= 2 &&
    items.some(({ text }) => isTitle(text) || /^[（(]?\s*(?:19|20)\d{2}\s*年度?\s*[)）]?$/.test(text.trim()));
  const isUnitLine = (line: Line): boolean =>
    line.items.every(({ text }) => /[：:]/.test(text) && text.length < 60) &&
    line.items.some(({ text }) => UNIT.test(text) || isKnown(text.split(/[：:]/)[0] ?? ''));
  let table: { number: number; columns: readonly Column[] } | undefined;
  for (const [index, line] of lines.entries()) {
    if (isHead(line)) continue;
    const grid = file.grids.find(one => one.table === line.table);
    if (!grid) continue;
    const [header] = line.row > 0 ? headersIn(line, book) : [];
    if (header) {
      const key = naming.key(usual('indicators'), String(indicators.length));
      const items = columnsOf(header.columns, naming, core);
      const isJoined = header.columns[0]?.is === 'joined';
      indicators.push([
        key,
        {
          $ref: '../core.schema.json#/$defs/indicators',
          title: header.label?.text.replace(/\s/g, '') ?? usual('indicators'),
          items,
        },
      ]);
      blocks.push({ is: 'indicators', key, partial: isJoined ? 'joined' : header.label ? 'indicators' : 'table' });
      table = { number: line.table, columns: header.columns };
      continue;
    }
    const first = line.items[0]?.text ?? '';
    if (table?.number === line.table && line.row > 0 && !TOTAL.test(bareLabel(first)) && !isKnown(first)) continue;
    table = undefined;
    const cells =
      line.row === 0 || (isUnitLine(line) && !blocks.some(({ is }) => is === 'facts'))
        ? line.items.flatMap(item =>
            shapeOf(
              {
                table: line.table,
                rows: 1,
                columns: 1,
                above: [],
                cells: item.text
                  .split(/\s{2,}|　+/)
                  .map((text, place) => ({ row: 1, column: place * 2 + 1, rows: 1, columns: 1, text })),
              },
              1,
              1,
              isKnown,
            ),
          )
        : undefined;
    if (cells) {
      if (cells.some(({ content }) => content.is === 'pair'))
        blocks.push({ is: 'lines', cells: cells.map(withoutUnit) });
      continue;
    }
    const last = blocks.at(-1);
    const isNext = last?.is === 'facts' && lines[index - 1]?.table === line.table;
    if (isNext) last.to = line.row;
    else
      blocks.push({
        is: 'facts',
        cells: [],
        from: line.row,
        to: line.row,
        columns: grid.columns,
        ...{ table: line.table },
      });
    const block = blocks.at(-1);
    if (block?.is === 'facts') block.cells = shapeOf(unfolded(grid), block.from, block.to, isKnown);
  }
  const properties = new Map<Field, Property>();
  const propertyOf = (field: Field): Property => {
    let property = properties.get(field);
    if (!property) properties.set(field, (property = naming.property(field)));
    return property;
  };
  const template = templateText(
    blocks,
    texts.some(text => /^[（(]?\s*(?:19|20)\d{2}\s*年度?\s*[)）]?$/.test(text.trim())),
    propertyOf,
  );
  const own = [...properties.values()];
  const unit = texts
    .map(text => UNIT.exec(text)?.[1] ?? /[（(](万元|元)[）)]/.exec(text)?.[1])
    .find(found => found !== undefined);
  const names = own.filter(({ ref }) => ref === 'name').map(({ path }) => path[0] ?? '');
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description: `${title}，按 ${file.path.split(/[\\/]/).at(-1) ?? ''} 建。`,
    ...(unit === '元' ? { moneyUnit: unit } : {}),
    type: 'object',
    additionalProperties: false,
    required: names,
    properties: { ...propertiesOf(own), ...recordOf(indicators) },
  };
  return { schema, template, hasName: names.length > 0 };
}

/** 单位：万元 is printed, not filled in. */
function withoutUnit(cell: Extract<Block, { is: 'lines' }>['cells'][number]): typeof cell {
  const { content } = cell;
  const isUnit = content.is === 'pair' && UNIT.test(`${content.field.label}：${content.field.sample}`);
  return isUnit
    ? { ...cell, content: { is: 'text', text: `${content.field.label}：${content.field.sample}` } }
    : cell;
}

function columnsOf(columns: readonly Column[], naming: Naming, core: Schema): Schema {
  const joined = columns.flatMap(({ is }) => (is === 'joined' ? ['level1', 'level2', 'name'] : []));
  const wide = joined.map((code): [string, Schema] => {
    const concept = `indicator.${code}`;
    return [
      naming.key(core.$defs?.[concept]?.title ?? code, 'column'),
      { $ref: `../core.schema.json#/$defs/${concept}` },
    ];
  });
  const own = columns
    .filter(({ is }) => is === 'field' || is === 'unknown')
    .map(({ item, is }): [string, Schema, string] => {
      const concept = is === 'field' ? naming.columnConcept(item.text) : undefined;
      const title = item.text.replace(/\s/g, '');
      return [
        naming.key(title, 'column'),
        schemaOfProperty({ path: [], ref: concept ?? 'line', title }),
        concept ?? '',
      ];
    });
  const names = own.filter(([, , concept]) => concept === 'indicator.name').map(([key]) => key);
  const item = columns.find(({ is }) => is === 'joined')?.item.text.replace(/\s/g, '') ?? '指标';
  return {
    title: item,
    type: 'object',
    additionalProperties: false,
    required: joined.length ? wide.slice(-1).map(([key]) => key) : names,
    properties: recordOf([...wide, ...own.map(([key, schema]): [string, Schema] => [key, schema])]),
  };
}
