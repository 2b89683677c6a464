import type { Schema } from '../../model/schema.js';
import { recordOf } from '../../model/record.js';
import { bareLabel } from '../recognise/label.js';
import type { Field } from './shape.js';

/** A property of a schema: its key, its path in the template, and what it refers to. */
export interface Property {
  path: string[];
  ref: string;
  title: string;
}

const CORE = '../core.schema.json#/$defs/';
const MONEY = /资金|拨款|预算|支出|收入|结转|结余|金额|经费|总额|合计|小计/;
const AMOUNT = /^-?[\d,，]+(?:\.\d+)?\s*(?:万元|元)?$/;
const TERM = /^(?:中期|实施期|中长期|长期)/;
/** In characters; longer texts are prose. */
const LINE = 60;

/** Gives fields their keys and concepts. Each concept and each key is used once. */
export class Naming {
  private readonly keys = new Set<string>();
  private readonly concepts = new Set<string>();
  private readonly words: ReadonlyMap<string, string>;
  private money = '';

  /** @param core core.schema.json: titles and aliases of the concepts */
  constructor(private readonly core: Schema) {
    this.words = new Map(Object.entries(core.$defs ?? {}).filter(([name, { code }]) => code !== undefined && !/^(?:money|indicator)\./.test(name))
      .flatMap(([name, { title = '', aliases = [] }]) => [title, ...aliases].map((word): [string, string] => [bareLabel(word.replaceAll('{年度}', '2000')), name])).reverse());
  }

  /** Returns the concept of a column of indicators; `undefined` for a column of the layout's own. */
  columnConcept(label: string): string | undefined {
    const found = Object.entries(this.core.$defs ?? {}).find(([name, { title = '', aliases = [] }]) =>
      name.startsWith('indicator.') && [title, ...aliases].some(word => bareLabel(word) === bareLabel(label)));
    return found?.[0];
  }

  isKnown(label: string): boolean {
    return this.words.has(bareLabel(label));
  }

  /** Returns the property of a field. */
  property({ label, sample }: Field): Property {
    const title = label.replace(/\s/g, '').replace(/(?<![：:])[：:]+$/, '');
    const bare = bareLabel(label);
    const isAmount = AMOUNT.test(sample) || sample === '';
    const concept = this.words.get(bare);
    if (isAmount && MONEY.test(bare)) return this.amount(title, bare);
    if (concept !== undefined && !/udget$|ndicators$/.test(concept) && !this.concepts.has(concept)) {
      this.concepts.add(concept);
      return { path: [this.key(title)], ref: concept, title };
    }
    const isLong = sample.length > LINE || sample.includes('\n') || /目标|情况|说明|概况|内容|依据|措施|问题/.test(bare);
    return { path: [this.key(title)], ref: isLong ? 'prose' : 'line', title };
  }

  /** An amount of the year, or of the whole term: the first one of a group that can be a total is. */
  private amount(title: string, bare: string): Property {
    const isTotal = /总额|总量|合计|总计|预算$|资金$|预算数$/.test(bare);
    if (TERM.test(bare) || this.money === '') this.money = TERM.test(bare) ? 'termBudget' : 'budget';
    else if (isTotal && this.money === 'termBudget') this.money = 'budget';
    const group = this.money === 'termBudget' ? '中期资金额' : '资金额';
    const total = `${group} total`;
    const isFirst = isTotal && !this.concepts.has(total);
    if (isFirst) this.concepts.add(total);
    return { path: [group, this.key(title, group)], ref: isFirst ? 'money.total' : 'amount', title };
  }

  /** A key that a template can name without brackets. */
  key(title: string, within = ''): string {
    const plain = bareLabel(title).replace(/某年/g, '年度').replace(/[^\p{L}\p{N}]/gu, '');
    const base = /^\p{L}/u.test(plain) ? plain : `栏${plain}`;
    for (let number = 1; ; number += 1) {
      const key = number === 1 ? base : `${base}${number}`;
      if (!this.keys.has(`${within} ${key}`)) {
        this.keys.add(`${within} ${key}`);
        return key;
      }
    }
  }
}

/** Returns the schema of a property. */
export function schemaOfProperty({ ref, title }: Property): Schema {
  return { $ref: `${CORE}${ref}`, title };
}

/** Returns the schema of the groups and fields of a form. */
export function propertiesOf(properties: readonly Property[]): Record<string, Schema> {
  const top = new Map<string, Schema>();
  for (const property of properties) {
    const [first = '', second] = property.path;
    if (second === undefined) top.set(first, schemaOfProperty(property));
    else {
      const group = top.get(first);
      const inner = { ...group?.properties, [second]: schemaOfProperty(property) };
      const ref = `${CORE}${first === '中期资金额' ? 'termBudget' : 'budget'}`;
      top.set(first, { $ref: ref, title: first === '中期资金额' ? '中期资金' : '年度资金', type: 'object', additionalProperties: false, properties: inner });
    }
  }
  return recordOf(top);
}
