/**
 * Writes src/model/data.generated.ts: the TypeScript types of the three schemas, in English names.
 * Run it after changing a schema: `npm run types`. A test fails when the file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Schema, SchemaName } from '../model/schema.js';
import { toEnglish } from '../load/vocabulary.js';
import { isMain } from './is-main.js';

const SCHEMAS: Record<SchemaName, string> = {
  scheme: 'SchemeData',
  department: 'DepartmentData',
  project: 'ProjectData',
};

/** The text of data.generated.ts for the schemas of this program. */
export function generateTypes(): string {
  const types = Object.entries(SCHEMAS).map(([name, type]) => {
    const url = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
    const schema = toEnglish(JSON.parse(readFileSync(url, 'utf8')) as Schema);
    return `/** ${schema.title}：${schema.description} */\nexport interface ${type} ${typeOf(schema, '')}\n`;
  });
  return [
    '// Generated from schemas/ by `npm run types`; do not edit.',
    "import type { Decimal } from './decimal.js';",
    '',
    ...types,
  ].join('\n');
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
  const types = [schema.type].flat().map(type => (type === 'number' ? 'Decimal' : 'string'));
  return types.join(' | ');
}

if (isMain(import.meta.url)) {
  writeFileSync(new URL('../model/data.generated.ts', import.meta.url), generateTypes());
}
