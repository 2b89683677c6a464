import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';

/** The words that form.typ prints: the same as on the pages that Chromium prints. */
export interface FormContent {
  title: string;
  documentTitle: string;
  author: string;
  /** At the top of the first page, and of the pages after it. */
  header: { first: string; next: string };
  /** The line above the table. */
  unit: string | null;
  /** Width in mm. */
  thirdColumn: number;
  facts: { text: string; rowspan?: number }[];
  prose: { label: string; paragraphs: string[] }[];
  indicators: { labels: string[]; rows: IndicatorRow[] };
  source: { name: string; text: string };
}

interface IndicatorRow {
  name: string;
  weight: string;
  unit: string;
  operator: string;
  target: string;
  isNumber: boolean;
}

/** A YAML file with every scalar as it was typed. */
type Typed = Record<string, string>;
type TypedForm = Typed & { 预算: Typed; 绩效指标: Typed[] };
interface TypedScheme { 标签: Typed; 部门表用词: Typed }
interface Schema {
  title: string;
  properties: Record<string, Schema>;
  items?: Schema;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

const read = async <T>(path: string): Promise<T> => parse(await readFile(path, 'utf8'), { schema: 'failsafe' }) as T;
const readSchema = async (name: string): Promise<Schema> =>
  JSON.parse(await readFile(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as Schema;
const core = await readSchema('core');
const schemaOf = (name: string): Promise<Schema> => readSchema(`shapingba/${name}`);

/** A field's own title, or that of its concept. */
const titleOf = (schema: Schema | undefined): string =>
  schema?.title ?? core.$defs?.[schema?.$ref?.split('/').at(-1) ?? '']?.title ?? '';

/** The YAML files of all forms of a tree, sorted, relative to `root`. */
export async function formFiles(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'data'), { recursive: true });
  return names.filter(name => /(department|projects[\\/].*)\.yaml$/.test(name)).map(name => join('data', name)).sort();
}

/** @returns a reader of forms: path relative to `root` → what is printed. It reads and joins but checks nothing. */
export async function createReader(root: string): Promise<(path: string) => Promise<FormContent>> {
  const year = join(root, 'data/2024');
  const scheme = await read<TypedScheme>(join(year, 'scheme.yaml'));
  const schemas = { department: await schemaOf('department'), project: await schemaOf('project') };
  return async (path) => {
    const text = await readFile(join(root, path), 'utf8');
    const form = parse(text, { schema: 'failsafe' }) as TypedForm;
    const source = { name: basename(path), text };
    if (basename(path) === 'department.yaml') return { ...departmentContent(form, schemas.department, scheme), source };
    const department = await read<TypedForm>(join(root, dirname(path), '../department.yaml'));
    return { ...projectContent(form, department.编制单位 ?? '', schemas, scheme), source };
  };
}

type Content = Omit<FormContent, 'source'>;

function departmentContent(form: TypedForm, schema: Schema, scheme: TypedScheme): Content {
  const department = form.编制单位 ?? '';
  const owner = ownerOf(department);
  return {
    title: schema.title,
    documentTitle: `${department} 2024年${schema.title}`,
    author: department,
    header: { first: owner, next: owner },
    unit: null,
    thirdColumn: 34,
    facts: [
      ...fact(form, schema, '业务主管部门'),
      { text: labelOf(schema, '支出预算总量') },
      { text: form.支出预算总量 ?? '' },
    ],
    prose: [prose(form, schema, '绩效目标')],
    indicators: indicators(form, schema, scheme.部门表用词),
  };
}

function projectContent(
  form: TypedForm,
  department: string,
  schemas: { department: Schema; project: Schema },
  { 标签: labels }: TypedScheme,
): Content {
  const schema = schemas.project;
  const { 年度预算: total = '', 本级支出: own = '', 补助下级: transfer = '' } = form.预算;
  return {
    title: schema.title,
    documentTitle: `${form.专项资金名称 ?? ''} 2024年${schema.title}`,
    author: department,
    header: { first: '', next: `${ownerOf(department)}　${form.专项资金名称 ?? ''}` },
    unit: `${labelOf(schemas.department, '编制单位')}：${department}`,
    thirdColumn: 26,
    facts: [
      ...fact(form, schema, '专项资金名称'),
      ...fact(form, schema, '业务主管部门'),
      { text: '2024年预算', rowspan: 2 },
      { text: total, rowspan: 2 },
      { text: labels.本级支出 ?? '' },
      { text: own },
      { text: labels.补助下级 ?? '' },
      { text: transfer },
    ],
    prose: ['项目概况', '立项依据', '绩效目标'].map(field => prose(form, schema, field)),
    indicators: indicators(form, schema, {}),
  };
}

const ownerOf = (department: string): string => `${department}　2024年度`;

const labelOf = (schema: Schema, field: string): string => titleOf(schema.properties[field]);

function fact(form: TypedForm, schema: Schema, field: string): FormContent['facts'] {
  return [{ text: labelOf(schema, field) }, { text: form[field] ?? '' }];
}

/** Lines are joined without a blank but between Latin words; an empty line begins a paragraph. */
function prose(form: TypedForm, schema: Schema, field: string): FormContent['prose'][number] {
  const joined = (form[field] ?? '')
    .trim()
    .split(/\n\s*\n/)
    .map(text => text.replace(/(?<=[A-Za-z0-9])\s*\n\s*(?=[A-Za-z0-9])/g, ' ').replace(/\s*\n\s*/g, ''));
  return { label: labelOf(schema, field), paragraphs: joined };
}

function indicators(form: TypedForm, schema: Schema, words: Typed): FormContent['indicators'] {
  const items = schema.properties.绩效指标?.items;
  const columns = ['权重', '单位', '性质', '指标值'].map(field => titleOf(items?.properties[field]));
  return {
    labels: [labelOf(schema, '绩效指标'), items?.title ?? '', ...columns],
    rows: form.绩效指标.map(({ 一级, 二级, 名称 = '', 权重 = '', 单位 = '', 性质 = '', 指标值 = '' }) => {
      const classes = [一级, 二级].filter(word => word !== undefined).map(word => words[word] ?? word);
      const name = `${classes.join('-')}（${名称}）`;
      const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(指标值);
      return { name, weight: 权重, unit: 单位, operator: 性质, target: 指标值, isNumber };
    }),
  };
}
