/**
 * Writes src/model/data.generated.ts: the TypeScript types of the core concepts and of the scheme, in English names.
 * Run it after changing core.schema.json or scheme.schema.json: `npm run types`. A test fails when the file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { toEnglish } from '../load/vocabulary.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import { isMain } from './is-main.js';

/** The text of data.generated.ts for the schemas of this program. */
export function generateTypes(): string {
  const core = read('core');
  const { schema } = toEnglish(read('scheme'), core, false);
  return [
    '// Generated from schemas/ by `npm run types`; do not edit.',
    "import type { Decimal, Money } from './decimal.js';",
    '',
    `/** ${schema.title}：${schema.description} */\nexport interface SchemeData ${typeOf(schema, '')}\n`,
    `/** The fields of a form, by core concept; a field that a layout lacks, or that is left empty, is not there. */\nexport interface FormData ${typeOf(formSchema(core), '')}\n`,
  ].join('\n');
}

function read(name: string): Schema {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as Schema;
}

/** A schema that has every concept once: those of indicators as the fields of each row. */
function formSchema({ $defs = {} }: Schema): Schema {
  const concepts = Object.values($defs).filter(({ code }) => code !== undefined);
  const fields = (group: string): [string, Schema][] => concepts
    .filter(({ code = '' }) => code.split('.').slice(0, -1).join('.') === group)
    .map(schema => [schema.code?.split('.').at(-1) ?? '', schema]);
  const row = { properties: recordOf(fields('indicator')), required: ['name'] };
  return {
    properties: recordOf(fields('').map(([code, schema]) =>
      [code, schema.type === 'array' ? { ...schema, items: row } : schema] as const)),
  };
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.enum) return schema.enum.map(word => `'${word}'`).join(' | ');
  if (schema.properties) {
    const inner = `${indent}  `;
    const fields = Object.entries(schema.properties).map(([code, property]) => {
      const optional = schema.required?.includes(code) || property.default !== undefined ? '' : '?';
      return `${inner}/** ${property.title} */\n${inner}${code}${optional}: ${typeOf(property, inner)};\n`;
    });
    return `{\n${fields.join('')}${indent}}`;
  }
  if (schema.items) return `${typeOf(schema.items, indent)}[]`;
  if (typeof schema.additionalProperties === 'object') {
    return `Record<string, ${typeOf(schema.additionalProperties, indent)}>`;
  }
  const types = [schema.type].flat();
  if (types.includes('object')) return 'Money';
  return [...new Set(types.map(type => (type === 'number' ? 'Decimal' : 'string')))].join(' | ');
}

if (isMain(import.meta.url)) {
  writeFileSync(new URL('../model/data.generated.ts', import.meta.url), generateTypes());
}
