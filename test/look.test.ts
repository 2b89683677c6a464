import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { reader } from './support/browser.js';
import { type Cell, charactersOn, type Placed, pointOf, tablesOn, tableTags, textOf, widthsOf } from './support/cells.js';
import { git, gitRoot } from './support/git.js';
import { Pdf } from './support/pdf.js';
import { edit, emptyFolder, filesOf, inProcess, PROJECT, REPOSITORY } from './support/run.js';

/* What a reader of the printed forms sees and hears, measured. The pictures are in pictures.test.ts. */

const LAYOUTS = ['ministry', 'county', 'sheet', 'bureau'];
/** Documents by name: of the 18 real forms, and of the forms of other places. */
const real = new Map<string, Pdf>();
const others = new Map<string, Pdf>();
let out: string;

async function build(root: string, to: string): Promise<Map<string, Pdf>> {
  const { code, stdout, stderr } = await inProcess(['build', '--root', root, '--out', to, '--quiet']);
  expect(code, stdout + stderr).toBe(0);
  const files = [...await filesOf(to)].filter(([path]) => path.endsWith('.pdf'));
  return new Map(files.map(([path, bytes]) => [path, new Pdf(bytes)] as const));
}

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  for (const [path, pdf] of await build(REPOSITORY, join(out, 'real'))) real.set(path, pdf);
  for (const layout of LAYOUTS) {
    const root = join(out, layout);
    await cp(join(REPOSITORY, 'test/fixtures/layouts', layout), root, { recursive: true });
    for (const [path, pdf] of await build(root, join(root, 'out'))) others.set(`${layout} ${path}`, pdf);
  }
  return () => rm(out, { recursive: true, force: true });
});

/** A document that must be there. */
function documentAt(path: string, documents: ReadonlyMap<string, Pdf> = real): Pdf {
  const pdf = documents.get(path);
  if (!pdf) throw new Error(`no ${path} among ${[...documents.keys()].join(', ')}`);
  return pdf;
}

const isForm = ([path]: readonly [string, Pdf]): boolean => basename(path) !== 'volume.pdf';
const forms = (): [string, Pdf][] => [...real].filter(isForm);
const middle = ({ left, right }: Pick<Placed, 'left' | 'right'>): number => (left + right) / 2;
const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** The rows of the table of indicators, without the header. */
function indicatorsOf(pdf: Pdf): Cell[][] {
  const table = tablesOn(pdf, 0).find(([header]) => header?.some(cell => textOf(cell) === '指标值'));
  return table?.slice(1) ?? [];
}

test('the real forms are 18 documents of one page, with 84 indicators', () => {
  expect(forms().map(([, pdf]) => pdf.pages)).toEqual(Array.from({ length: 18 }, () => 1));
  expect(forms().flatMap(([, pdf]) => indicatorsOf(pdf))).toHaveLength(84);
});

test('the style asks for nothing that the fonts do not have once they are cut', async () => {
  const style = await readFile(join(REPOSITORY, 'templates/assets/print.css'), 'utf8');
  expect(style).not.toMatch(/font-variant|font-feature/);
});

describe('amounts stand below one another at the point, to within 0.3 pt', () => {
  /** The places of the points of a column of figures. */
  const points = (pdf: Pdf, page: number, column: readonly Cell[]): number[] => {
    const characters = charactersOn(pdf, page);
    return column.flatMap(cell => cell.filter(({ text }) => /\d/.test(text)).map(line => pointOf(line, characters)));
  };
  const expectAligned = (places: readonly number[], count: number, path = ''): void => {
    expect(places, path).toHaveLength(count);
    expect(spread(places), path).toBeLessThan(0.3);
  };

  test('in the overview of a volume', () => {
    const volume = documentAt('2024/沙坪坝街道/volume.pdf');
    const [table = []] = tablesOn(volume, 2);
    const column = table.slice(1).map(row => row.at(-2) ?? []);
    expect(column.map(textOf)).toEqual(expect.arrayContaining(['39.34', '34.3', '1.08', '183', '400.72']));
    expectAligned(points(volume, 2, column), 18);
  });

  test('in the sources of a form', () => {
    for (const [path, pdf] of forms().filter(([name]) => name.includes('projects/'))) {
      const [facts = []] = tablesOn(pdf, 0);
      const column = facts.slice(1, 3).map(row => row.at(-1) ?? []);
      expectAligned(points(pdf, 0, column), 2, path);
    }
  });

  test('in the phases and sources of a self-evaluation, and in a sheet of projects with their sum', () => {
    const evaluation = documentAt('ministry 2024/监测中心/自评/01-水质监测.pdf', others);
    const [facts = []] = tablesOn(evaluation, 0);
    // The row 年度资金总额 and the three below it: 年初预算数, 全年预算数, 全年执行数 behind the label.
    const rows = facts.slice(3, 7);
    for (const place of [1, 2, 3]) expectAligned(points(evaluation, 0, rows.map(row => row[place] ?? [])), 4);
    expect(rows.map(row => textOf(row[3] ?? []))).toEqual(['1150.5', '1060.5', '0', '90']);

    const sheet = documentAt('sheet 2024/区图书馆/department.pdf', others);
    const cells = tablesOn(sheet, 0).flat(2).filter(cell => ['98.5', '70', '168.5'].includes(textOf(cell)));
    expectAligned(points(sheet, 0, cells), 3);
  });

  test('in a column of a table of the layout’s own, and in the budget of a department', async () => {
    const root = await emptyFolder();
    await cp(join(REPOSITORY, 'test/fixtures/layouts/bureau'), root, { recursive: true });
    await edit(join(root, 'data/2024/城市管理局/department.yaml'), text => text
      .replace('人员经费: 1620', '人员经费: 1620.11').replace('公用经费: 360', '公用经费: 359.89')
      .replace('预算金额: 1300', '预算金额: 1300.5').replace('预算金额: 2000', '预算金额: 1999.5'));
    const pdf = documentAt('2024/城市管理局/department.pdf', await build(root, join(root, 'out')));
    const cells = tablesOn(pdf, 0).flat(2);
    const find = (...figures: string[]): Cell[] => cells.filter(cell => figures.includes(textOf(cell)));
    expectAligned(points(pdf, 0, find('5280', '1980', '1620.11', '359.89', '3300')), 5);
    expectAligned(points(pdf, 0, find('1300.5', '1999.5')), 2);
  });
});

describe('all values of a table of indicators are centred, figures and words alike', () => {
  test('on paper', () => {
    for (const [path, pdf] of forms()) {
      const rows = indicatorsOf(pdf);
      for (const column of [2, 3, 4, 5]) {
        const middles = rows.flatMap(row => (row[column] ?? []).map(middle));
        expect(middles.length, path).toBeGreaterThanOrEqual(rows.length);
        expect(spread(middles), `${path}, column ${column}`).toBeLessThan(0.6);
      }
    }
  });

  test.each([390, 1400])('on a screen of %i pixels', async (width) => {
    const open = await reader();
    const page = await open(join(out, 'real/2024/沙坪坝街道/department.html'), width);
    const offsets = await page.$$eval('.indicators tbody td:nth-child(n + 3)', cells => cells.map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const [text, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
      return (text.left + text.right - box.left - box.right) / 2;
    }));
    expect(offsets).toHaveLength(28);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThan(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});

describe('the label of the table of indicators', () => {
  /** The lines across the first column of a page, left of the label, from top to bottom; in points. */
  const linesBeside = (pdf: Pdf, page: number, x: number): number[] => {
    const scale = 4;
    const bounds = pdf.document.loadPage(page).getBounds();
    const { data, height } = pdf.picture(page, scale, [x * scale, 0, x * scale + 1, bounds[3] * scale]);
    const dark = Array.from({ length: height }, (_, y) => (data[4 * y] ?? 255) < 128);
    return dark.flatMap((is, y) => (is && !dark[y - 1] ? [(y + 1) / scale] : []));
  };
  const labelOf = (pdf: Pdf): Placed => {
    const label = tablesOn(pdf, 0).flat(3).find(({ text }) => text === '绩效指标');
    if (!label) throw new Error('no label');
    return label;
  };

  test('stands in the middle of its cell, which is one closed frame, where the form is one page', () => {
    for (const [path, pdf] of forms()) {
      const label = labelOf(pdf);
      const [top = 0, bottom = 0] = linesBeside(pdf, 0, label.left - 4).slice(-2);
      const rows = indicatorsOf(pdf);
      expect(top, path).toBeLessThan((rows[0]?.[1]?.[0]?.top ?? 0) - 20); // above the header
      expect(bottom, path).toBeGreaterThan(rows.at(-1)?.[1]?.at(-1)?.bottom ?? Infinity);
      expect(Math.abs((label.top + label.bottom - top - bottom) / 2), path).toBeLessThan(1.5);
      expect(Math.abs(middle(label) - (57.5 + 131) / 2), path).toBeLessThan(1);
    }
  });

  test('is read where it was: before the other headers, in the tags and in the order of painting; and is a bookmark', () => {
    for (const [path, pdf] of forms()) {
      expect(pdf.text(0), path).toContain('绩效指标指标指标权重计量单位指标性质指标值');
      const tags = pdf.tagged().filter(({ text }) => text);
      const place = tags.findIndex(({ tag, text }) => tag === 'H2' && text === '绩效指标');
      expect(tags[place + 1], path).toEqual({ tag: 'TH', text: '指标' });
      expect(pdf.outline().at(-1)?.title, path).toBe('绩效指标');
    }
  });

  test('stands in the header on every page of a form that runs over pages', async () => {
    const root = await emptyFolder();
    await cp(join(REPOSITORY, 'test/fixtures/clean'), root, { recursive: true });
    const row = (index: number): string =>
      `  - 一级: 产出\n    二级: 数量\n    名称: 盘点第${index}类设备次数\n    权重: 1\n    单位: 次\n    性质: ≥\n    指标值: ${index + 1}\n`;
    await edit(join(root, PROJECT), text => text.replace(/绩效指标:[^]*/, () =>
      `绩效指标:\n${Array.from({ length: 60 }, (_, index) => row(index)).join('')}  - 一级: 满意度\n    名称: 居民满意度\n    权重: 30\n    单位: '%'\n    性质: ≥\n    指标值: 95\n`));
    const pdf = documentAt(`2024${PROJECT.slice('data/2024'.length, -'.yaml'.length)}.pdf`, await build(root, join(root, 'out')));
    expect(pdf.pages).toBeGreaterThan(2);
    for (let page = 0; page < pdf.pages; page += 1) {
      const characters = charactersOn(pdf, page);
      const at = (text: string): number | undefined => {
        const place = characters.map(one => one.text).join('').indexOf(text);
        return characters[place]?.top;
      };
      // The cell of the label has no line below it, which moves its text by half a line's width.
      expect(Math.abs((at('绩效指标指标') ?? 0) - (at('指标权重') ?? 99))).toBeLessThan(1);
    }
  });

  test('is in the middle on screens, with its text within the cell', async () => {
    const open = await reader();
    for (const width of [390, 1400]) {
      const page = await open(join(out, 'real/2024/沙坪坝街道/department.html'), width);
      const offset = await page.$eval('.indicators', (table) => {
        const range = document.createRange();
        range.selectNodeContents(table.querySelector('h2') ?? table);
        const [text, box] = [range.getBoundingClientRect(), table.getBoundingClientRect()];
        const cell = table.querySelector('th')?.getBoundingClientRect() ?? box;
        return {
          x: (text.left + text.right - cell.left - cell.right) / 2,
          y: (text.top + text.bottom - box.top - box.bottom) / 2,
          inside: text.left >= cell.left && text.right <= cell.right,
        };
      });
      expect(Math.abs(offset.x)).toBeLessThan(1);
      expect(Math.abs(offset.y)).toBeLessThan(1);
      expect(offset.inside).toBe(true);
    }
  });
});

test('a form with more columns than a phone has room for keeps its width there: no text stands in another cell', async () => {
  const open = await reader();
  const page = await open(join(out, 'ministry/out/2024/监测中心/自评/01-水质监测.html'), 390);
  const overflowing = await page.$$eval('th, td', cells =>
    cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent));
  expect(overflowing).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThan(700);
});

test('no name leaves one to three characters on its last line', () => {
  const names = forms().flatMap(([, pdf]) => indicatorsOf(pdf).map(row => (row[1] ?? []).map(({ text }) => text)));
  const broken = names.filter(lines => lines.length > 1);
  expect(broken.length).toBeGreaterThan(10);
  expect(broken.filter(lines => (lines.at(-1) ?? '').length <= 3)).toEqual([]);
  expect(broken.filter(lines => !lines[1]?.startsWith('（'))).toEqual([]); // between class and name
});

test('a name stays within its cell', () => {
  for (const [path, pdf] of forms()) {
    const [, columns = []] = tablesOn(pdf, 0).map(([header = []]) => header);
    const weights = columns[2]?.[0]; // 17 mm wide, its text in the middle
    const edge = weights ? middle(weights) - (8.5 / 25.4) * 72 : NaN;
    for (const name of indicatorsOf(pdf).flatMap(row => row[1] ?? [])) {
      // A closing bracket is blank in its right half.
      const blank = name.text.endsWith('）') && name.right > edge - 1 ? 10.5 / 2 : 0;
      expect(name.right - blank, `${path} ${name.text}`).toBeLessThan(edge - 1);
    }
  }
});

describe('tags', () => {
  const all = (): [string, Pdf][] => [...real, ...others];

  test('all rows of a table have the same number of cells', () => {
    for (const [path, pdf] of all()) {
      const tables = tableTags(pdf);
      expect(tables.length, path).toBeGreaterThan(0);
      for (const table of tables) expect(new Set(widthsOf(table)).size, `${path}: ${widthsOf(table).join(' ')}`).toBe(1);
    }
  });

  test('headers are headers of a row or a column', () => {
    for (const [path, pdf] of all()) {
      for (const { tag, scope } of tableTags(pdf).flat(2)) {
        expect(['TH', 'TD'], path).toContain(tag);
        if (tag === 'TH') expect(['Row', 'Column', 'Both'], path).toContain(scope);
      }
    }
  });

  test('the name of an indicator is the header of its row', () => {
    for (const [path, pdf] of forms()) {
      const [header, ...rows] = tableTags(pdf).at(-1) ?? [];
      expect(header?.map(({ tag, scope }) => tag + scope), path).toEqual(Array.from({ length: 6 }, () => 'THColumn'));
      for (const row of rows) {
        expect(row.map(({ tag, scope }) => tag + scope), path).toEqual(['TD', 'THRow', 'TD', 'TD', 'TD', 'TD']);
      }
    }
    const bureau = documentAt('bureau 2024/城市管理局/projects/01-绿化养护.pdf', others);
    const names = tableTags(bureau).at(-1)?.slice(1).map(row => row.filter(({ scope }) => scope === 'Row').length);
    expect(names).toEqual([1, 1, 1, 1]);
  });
});

test('in a redline the values are centred too, and the label is in the middle', async () => {
  const root = await gitRoot();
  await edit(join(root, PROJECT), text => text.replace('指标值: 95', '指标值: 98').replace('名称: 盘点次数', '名称: 办公设备盘点次数'));
  await git(root, 'add', '--all');
  const { code } = await inProcess(['diff', 'HEAD', '--root', root, '--format', 'html', '--out', join(root, 'review')]);
  expect(code).toBe(0);
  const folder = join(root, 'review/redline/2024/沙坪坝街道/projects');
  expect(await readdir(folder)).toEqual(['03-一般性项目-设备采购类.pdf']);
  const pdf = new Pdf(await readFile(join(folder, '03-一般性项目-设备采购类.pdf')));
  const rows = indicatorsOf(pdf);
  expect(rows.length).toBe(4);
  const middles = rows.flatMap(row => (row[5] ?? []).map(middle));
  expect(middles.length).toBe(5); // 95 and 98 stand below each other
  expect(spread(middles)).toBeLessThan(0.6);
  const label = tablesOn(pdf, 0).flat(2).flat().find(({ text }) => text === '绩效指标');
  expect(label?.top).toBeGreaterThan(rows[0]?.[1]?.[0]?.top ?? Infinity);
});
