import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { inProcess, REPOSITORY } from './support/run.js';
import { Pdf } from './support/pdf.js';
import { sourceForms } from './support/source-forms.js';

let out: string;
let paths: string[];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  const { code, stderr } = await inProcess(['build', '--out', out]);
  expect(stderr).not.toContain('不能运行');
  expect(code).toBe(0);
  const department = join(out, '2024/沙坪坝街道');
  const projects = (await readdir(join(department, 'projects'))).filter(name => name.endsWith('.pdf')).sort();
  paths = [join(department, 'department'), ...projects.map(name => join(department, 'projects', name.slice(0, -4)))];
  return () => rm(out, { recursive: true, force: true });
});

const forms = sourceForms();

test('the source has 18 forms with 84 indicators', () => {
  expect(forms).toHaveLength(18);
  const indicators = forms.flat().filter(cell => /^(产出|效益|满意度)(指标)?(-[^（]+)?（.+）$/.test(cell));
  expect(indicators).toHaveLength(84);
});

describe.each(forms.map((cells, index) => ({ index, name: cells[index ? 4 : 0] ?? '', cells })))(
  'form $index $name',
  ({ index, cells }) => {
    test('the HTML has every cell of the source, in order, letter by letter, and nothing else', async () => {
      const html = await readFile(`${paths[index]}.html`, 'utf8');
      expect(textsOf(html)).toEqual(cells);
    });

    test('the tagged text of the PDF has every cell of the source, in order', async () => {
      const pdf = new Pdf(await readFile(`${paths[index]}.pdf`));
      expect(pdf.tagged().map(({ text }) => text).filter(Boolean)).toEqual(cells);
    });

    test('the PDF is one tagged page in Chinese with title, author, bookmarks, subset TrueType fonts and its YAML', async () => {
      const pdf = new Pdf(await readFile(`${paths[index]}.pdf`));
      expect(pdf.pages).toBe(1);
      expect(pdf.info('Author')).toBe('重庆市沙坪坝区人民政府沙坪坝街道办事处');
      expect(pdf.info('Title')).toContain(index ? cells[4] : '部门整体绩效目标表');
      expect(pdf.info('CreationDate')).toBeUndefined();
      expect(pdf.catalog('Lang').asString()).toBe('zh-CN');
      expect(pdf.catalog('MarkInfo', 'Marked').asBoolean()).toBe(true);
      expect(pdf.outline().map(({ title }) => title)).toEqual(
        index
          ? ['部门专项绩效目标申报表', '项目概况', '立项依据', '当年绩效目标', '绩效指标']
          : ['部门整体绩效目标表', '当年整体绩效目标', '绩效指标'],
      );
      const fonts = pdf.fonts();
      expect(fonts.filter(({ subtype }) => subtype === 'Type0')).toHaveLength(2);
      for (const { subtype, name, embedded } of fonts) {
        expect(['Type0', 'CIDFontType2']).toContain(subtype);
        expect(name).toMatch(/^[A-Z]{6}\+NotoSerifSC-(Regular|Bold)$/);
        expect(embedded).toBe(true);
      }
      const yaml = `${paths[index]?.replace(out, join(REPOSITORY, 'data'))}.yaml`;
      const name = yaml.split('/').at(-1) ?? '';
      expect(pdf.attachments()).toEqual({ [name]: await readFile(yaml, 'utf8') });
      expect(pdf.catalog('AF').get(0).get('AFRelationship').asName()).toBe('Source');
    });
  },
);

test('labels and the names of indicators are header cells', async () => {
  const pdf = new Pdf(await readFile(`${paths[1]}.pdf`));
  const headers = pdf.tagged().filter(({ tag, text }) => tag === 'TH' && text).map(({ text }) => text);
  expect(headers).toEqual([
    '专项资金名称', '业务主管部门', '2024年预算', '区级支出', '补助街镇', '指标', '指标权重', '计量单位', '指标性质', '指标值',
    ...(forms[1] ?? []).filter(cell => /^(产出|效益|满意度).*（.+）$/.test(cell)),
  ]);
});

/** The texts of a page's elements, in order. A span is a part of a text. */
function textsOf(html: string): string[] {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#x27': '\'', '#x60': '`', '#x3D': '=' };
  return html
    .slice(html.indexOf('<body>'))
    .replace(/<\/?span\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map(text => text.replace(/&([a-z0-9#]+);/gi, (_, name: string) => entities[name] ?? `&${name};`).trim())
    .filter(Boolean);
}
