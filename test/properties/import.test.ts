import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOfficeFile } from '../../src/import/formats/read.js';
import type { OfficeFile } from '../../src/import/grid.js';
import { planFiles } from '../../src/import/plan/plan.js';
import { recognise } from '../../src/import/recognise/recognise.js';
import { parse } from '../../src/load/parse.js';
import { Source } from '../../src/model/source.js';
import { UserError } from '../../src/model/user-error.js';
import { zipOf } from '../support/office/zip.js';
import { mutate, mutations } from '../support/mutants.js';
import { asExcel, asPage, asWord, type Paper } from '../support/paper.js';
import { readersOf } from '../support/readers.js';
import { REPOSITORY } from '../support/run.js';
import { HANGS, runs } from '../support/runs.js';

/* Whatever bytes an office file has: it is read or refused, and every text of it is in the result once or reported. */

const PAPERS: Paper[] = [
  {
    above: ['部门专项绩效目标申报表', '编制单位：某街道办事处　　单位：万元', '（2024年度）'],
    rows: [
      ['专项资金名称', '河道保洁', '业务主管部门', '004-农业科'],
      [['2024年预算', 1, 2], ['20', 1, 2], '区级支出', '15'],
      ['补助街镇', '5'],
      ['项目概况', ['保洁河道12公里。', 3]],
      ['当年绩效目标', ['河道整洁。\n群众满意。', 3]],
      ['指标', '指标权重', '计量单位', '指标值'],
      ['产出-数量（保洁河道）', '60', '公里', '12'],
      ['满意度（居民满意度）', '30', '%', '90'],
    ],
  },
  {
    above: ['项目支出绩效目标申报表', '（2024年度）'],
    rows: [
      ['项目名称', ['海洋观测', 7]],
      [['项目资金\n（万元）', 1, 2], ['中期资金总额：', 2], '900', ['年度资金总额：', 2], ['300', 2]],
      [['其他资金', 2], '100', ['其他资金', 2], ['40', 2]],
      [['总体目标', 1, 2], ['中期目标（2024年—2026年）', 3], ['年度目标', 4]],
      [['建成三个站。', 3], ['建成一个站。', 4]],
      [['绩效指标', 1, 3], '一级指标', '二级指标', '三级指标', '指标值', '二级指标', '三级指标', '指标值'],
      [['产出指标', 1, 2], '数量指标', '建站', '≥3个', '数量指标', '建站', '≥1个'],
      ['质量指标', '数据有效率', '≥95%', '质量指标', '数据有效率', '≥95%'],
    ],
  },
];

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = readFileSync(`${REPOSITORY}/test/fixtures/shapingba-2024.txt`, 'utf8').split('\n').slice(0, 150);
const FILES: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['表.docx', asWord(PAPERS)], ['表.xlsx', asExcel(PAPERS)], ['表.html', bytesOf(asPage(PAPERS))], ['表.txt', bytesOf(lines.join('\n'))],
];

/** The files in a package that {@link zipOf} made. */
function unpacked(bytes: Uint8Array): [name: string, content: Buffer][] {
  const all = Buffer.from(bytes);
  const parts: [string, Buffer][] = [];
  for (let at = 0; all.readUInt32LE(at) === 0x04034B50;) {
    const start = at + 30 + all.readUInt16LE(at + 26) + all.readUInt16LE(at + 28);
    const end = start + all.readUInt32LE(at + 18);
    parts.push([all.toString('utf8', at + 30, start), inflateRawSync(all.subarray(start, end))]);
    at = end;
  }
  return parts;
}

type Changes = Parameters<typeof mutate>[2];

/** Changes a file, or one of the parts in its package. */
function changed(bytes: Uint8Array, other: Uint8Array, changes: Changes, part: number): Uint8Array {
  if (bytes[0] !== 0x50 || part === 0) return mutate(bytes, other, changes);
  const parts = unpacked(bytes);
  const large = parts.reduce((most, one, index) => (one[1].length > (parts[most]?.[1].length ?? 0) ? index : most), 0);
  const chosen = part > 3 ? large : part % parts.length;
  const source = Buffer.from('<w:p/></w:tc></w:tr><w:tr><c r="A1"><v>1</v></c>');
  return zipOf(parts.map(([name, content], index) =>
    [name, index === chosen ? mutate(content, source, changes) : content]));
}

const bare = (texts: readonly string[]): string => [...texts.join('').replace(/[\s：:,]/g, '')].sort().join('');
const textsIn = ({ grids, below }: OfficeFile): string[] =>
  [...grids.flatMap(({ above, cells }) => [...above, ...cells.map(({ text }) => text)]), ...below];

const anyFile = fc.constantFrom(...FILES);
const anyLayout = fc.constantFrom('ministry', 'sheet', 'county', 'bureau');
const anyCase = fc.tuple(anyFile, anyFile, mutations(), fc.nat(9), anyLayout);

test('import takes any mutant of a file: each text is in the result once, or reported', async () => {
  const seen = { read: 0, refused: 0, written: 0 };
  await fc.assert(fc.asyncProperty(anyCase, async ([[name, bytes], [, other], changes, part, layout]) => {
    const start = performance.now();
    const file = await readOfficeFile(name, changed(bytes, other, changes, part)).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      seen.refused += 1;
      return undefined;
    });
    if (file) {
      seen.read += 1;
      const found = recognise(file, readersOf(layout), undefined, true, '2024');
      const entries = found.flatMap(one => (one.is === 'read' ? one.reading.entries : one.entries));
      expect(bare(entries.map(({ text }) => text))).toBe(bare(textsIn(file)));
      const { files } = planFiles(found, { department: '甲', existing: [] });
      seen.written += files.length;
      // What is written can be read. Marks of a merge are no text in any file.
      const faults = files.flatMap(({ path, text }) => parse(new Source(path, bytesOf(text))).diagnostics);
      expect(faults.filter(({ code }) => code !== 'yaml/conflict')).toEqual([]);
    }
    expect(performance.now() - start).toBeLessThan(HANGS);
  }), runs(120));
  expect(seen.read).toBeGreaterThan(40);
  expect(seen.refused).toBeGreaterThan(10);
  expect(seen.written).toBeGreaterThan(40);
});
