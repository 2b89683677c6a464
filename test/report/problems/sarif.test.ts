import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import { codes } from '../../../src/load/codes.js';
import { sarif } from '../../../src/report/problems/sarif.js';
import { CODES, HOSTILE, problem, warning } from '../../support/diagnostics.js';
import { REPOSITORY } from '../../support/run.js';

interface Log {
  runs: [{ columnKind: string; tool: { driver: { rules: object[] } }; results: Result[] }];
}

interface Result {
  ruleId: string;
  ruleIndex?: number;
  message: { text: string };
  locations: object[];
  partialFingerprints: Record<string, string>;
  fixes?: object[];
}

// The schema is of draft 4, which differs from what ajv knows only in the name of its id.
const official = readFileSync(join(REPOSITORY, 'test/fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8');
const schema = JSON.parse(official.replace(/"(?:id|\$schema)": "http.*",/g, '')) as Record<string, unknown>;
const URI = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-F]{2})*$/;
const formats = { uri: URI, 'uri-reference': URI, 'date-time': true } as const;
const validate = new Ajv({ strict: false, unicodeRegExp: false, formats }).compile(schema);

function log(...diagnostics: Diagnostic[]): Log {
  const parsed = JSON.parse(sarif(diagnostics, CODES, '0.1.0')) as Log;
  expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
  return parsed;
}

test('the schema rejects an invalid log and accepts a valid one', () => {
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } } }] })).toBe(true);
});

test('a result has its rule, its place in UTF-16 columns, related places and the replacement', () => {
  const range = { start: { line: 8, column: 9 }, end: { line: 8, column: 11 } };
  const related = [{ file: 'data/2024/scheme.yaml', range, message: '口径在这里' }];
  const { runs: [run] } = log(warning({ file: 'data/2024/甲 街道/a#b?.yaml', range, related, fix: { edits: [{ range, text: '〔2018〕' }] } }));
  expect(run.columnKind).toBe('utf16CodeUnits');
  const region = { startLine: 8, startColumn: 9, endLine: 8, endColumn: 11 };
  const here = { uri: 'data/2024/%E7%94%B2%20%E8%A1%97%E9%81%93/a%23b%3F.yaml', uriBaseId: '%SRCROOT%' };
  const there = { uri: 'data/2024/scheme.yaml', uriBaseId: '%SRCROOT%' };
  expect(run.results[0]).toMatchObject({
    ruleId: 'vague',
    ruleIndex: 1,
    level: 'warning',
    message: { text: '“大幅提升”无法考核\n→ 应写 4' },
    locations: [{ physicalLocation: { artifactLocation: here, region } }],
    relatedLocations: [{ id: 0, physicalLocation: { artifactLocation: there, region }, message: { text: '口径在这里' } }],
    fixes: [{ artifactChanges: [{
      artifactLocation: here,
      replacements: [{ deletedRegion: region, insertedContent: { text: '〔2018〕' } }],
    }] }],
  });
});

test('the rules are declared, and a code that is not declared is still a valid result', () => {
  const { runs: [{ tool, results }] } = log(problem({ code: 'unheard-of' }));
  expect(tool.driver.rules[1]).toEqual({
    id: 'vague',
    shortDescription: { text: '说法空泛' },
    fullDescription: { text: '考核不了。请写明数量。' },
    help: { text: '考核不了。请写明数量。' },
    defaultConfiguration: { level: 'warning' },
  });
  expect(results[0]).not.toHaveProperty('ruleIndex');
  expect(validate(JSON.parse(sarif([], codes, '0.1.0')))).toBe(true);
});

test('fingerprints differ between findings and do not change when lines move', () => {
  const of = (...diagnostics: Diagnostic[]): string[] =>
    log(...diagnostics).runs[0].results.map(({ partialFingerprints }) => partialFingerprints['findingHash/v1'] ?? '');
  const range = { start: { line: 50, column: 1 }, end: { line: 50, column: 2 } };
  const before = of(problem(), problem(), problem({ file: 'b' }), problem({ message: 'c' }), problem({ code: 'd' }));
  expect(new Set(before).size).toBe(5);
  expect(of(problem({ range, pointer: '/indicators/7' }))).toEqual(before.slice(0, 1));
});

test('hostile text creates no link', () => {
  const fix = { edits: [{ range: problem().range, text: HOSTILE }] };
  const { runs: [{ results }] } = log(problem({ message: HOSTILE, file: HOSTILE, fix }));
  expect(results[0]?.message.text).not.toContain('](');
  expect(results[0]?.message.text).not.toContain('\u001B');
});
