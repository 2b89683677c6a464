/** Three versions of a form at random, the same for the same seed: what two people may do to it on one afternoon. */
export interface Triple {
  base: string;
  ours: string;
  theirs: string;
}

interface Line {
  key: string;
  value: string;
  /** Behind the value. */
  remark: string;
  above: string[];
}

interface Prose {
  remark: string;
  clauses: string[];
}

interface Form {
  head: string[];
  name: Line;
  budget: Line;
  amounts: Line[];
  prose: Prose;
  list: Line;
  items: { above: string[]; below: string[]; fields: Line[]; isChanged?: boolean; isRenamed?: boolean }[];
  tail: string[];
}

export class Triples {
  private serial = 0;

  constructor(private state: number) {}

  next(): Triple {
    this.serial = 0;
    const base = this.form();
    const [ours, theirs] = [structuredClone(base), structuredClone(base)];
    if (this.chance(0.15)) {
      // Both added the file: each wrote it from the same pattern.
      for (const form of [ours, theirs]) this.edits(form, 6);
      return { base: '', ours: this.text(ours), theirs: this.text(theirs) };
    }
    this.edits(ours, 3);
    this.edits(theirs, 3);
    return { base: this.text(base), ours: this.text(ours), theirs: this.text(theirs) };
  }

  private random(): number {
    // mulberry32
    this.state = (this.state + 0x6D2B79F5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  private chance(part: number): boolean {
    return this.random() < part;
  }

  private below(count: number): number {
    return Math.floor(this.random() * count);
  }

  private pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }

  private unique(): number {
    this.serial += 1;
    return this.serial;
  }

  private comment(): string {
    return this.chance(0.5) ? `# 注${this.unique()}` : `# waive rule-${this.unique()}: 理由`;
  }

  private line(key: string, value = String(this.unique())): Line {
    return { key, value, remark: this.chance(0.2) ? this.comment() : '', above: this.chance(0.1) ? [this.comment()] : [] };
  }

  private item(): Form['items'][number] {
    const [first, ...rest] = [
      { ...this.line('一级', this.pick(['产出', '效益', '满意度'])), above: [] as string[] }, this.line('名称', `指标${this.unique()}甲乙丙`), this.line('权重'),
      this.line('指标值'),
    ] as const;
    return {
      above: this.chance(0.3) ? [this.pick(['', `  ${this.comment()}`])] : [],
      below: this.chance(0.1) ? [`    ${this.comment()}`] : [],
      fields: [first, ...rest.filter((_, index) => index < 1 || this.chance(0.9))],
    };
  }

  private form(): Form {
    return {
      head: this.chance(0.5) ? [this.comment()] : [],
      name: this.line('专项资金名称', `项目${this.unique()}`),
      budget: { ...this.line('预算', ''), above: [] },
      amounts: ['年度预算', '本级支出', '补助下级'].map(key => this.line(key)),
      prose: { remark: this.chance(0.3) ? this.comment() : '', clauses: Array.from({ length: 2 + this.below(3) }, () => `完成第${this.unique()}项，`) },
      list: { ...this.line('绩效指标', ''), above: this.chance(0.5) ? ['', this.comment()] : [] },
      items: Array.from({ length: 1 + this.below(4) }, () => this.item()),
      tail: this.chance(0.3) ? [this.comment()] : [],
    };
  }

  private edits(form: Form, most: number): void {
    for (let count = this.below(most) + 1; count > 0; count -= 1) this.edit(form);
  }

  private edit(form: Form): void {
    // An indicator that was renamed and changed otherwise is another one: each is done to some, not both to one.
    const picked = this.pick(form.items);
    const item = picked.isRenamed ? undefined : picked;
    const lines = [form.name, ...form.amounts, ...item?.fields.slice(1) ?? []];
    const line = this.pick(lines);
    const { clauses } = form.prose;
    const isName = line.key === '名称';
    if (isName && item?.isChanged) return;
    if (isName && item) item.isRenamed = true;
    else if (item) item.isChanged = true;
    if (isName) {
      line.value += String(this.unique());
      return;
    }
    this.pick([
      () => { line.value = line === form.name ? `项目${this.unique()}` : String(this.unique()); },
      () => { line.remark = line.remark && this.chance(0.4) ? '' : this.comment(); },
      () => { line.above = line.above.length && this.chance(0.4) ? [] : [...line.above, this.comment()]; },
      () => { form.prose.remark = form.prose.remark && this.chance(0.4) ? '' : this.comment(); },
      () => { this.pick([form.list, form.budget]).remark = this.comment(); },
      () => { clauses[this.below(clauses.length)] = `完成第${this.unique()}项，`; },
      () => { clauses.splice(this.below(clauses.length + 1), 0, `完成第${this.unique()}项，`); },
      () => { if (clauses.length > 1) clauses.splice(this.below(clauses.length), 1); },
      () => { form.items.splice(this.below(form.items.length + 1), 0, this.item()); },
      () => { if (form.items.length > 1) form.items.splice(this.below(form.items.length), 1); },
      () => {
        const [moved] = form.items.splice(this.below(form.items.length), 1);
        if (moved) form.items.splice(this.below(form.items.length + 1), 0, moved);
      },
      () => { if (item) item.above = item.above.length && this.chance(0.5) ? [] : [`  ${this.comment()}`, ...item.above]; },
      () => { if (item) item.below = item.below.length && this.chance(0.5) ? [] : [`    ${this.comment()}`]; },
      () => { if (item && item.fields.length > 2) item.fields.splice(2 + this.below(item.fields.length - 2), 1); },
      () => { if (form.amounts.length > 1) form.amounts.splice(this.below(form.amounts.length), 1); },
      () => { form.head = form.head.length && this.chance(0.4) ? [] : [...form.head, this.comment()]; },
      () => { form.tail = form.tail.length && this.chance(0.4) ? [] : [...form.tail, this.comment()]; },
    ])();
  }

  private text(form: Form): string {
    const line = ({ key, value, remark, above }: Line, indent: string): string[] => [
      ...above.map(comment => (comment ? indent + comment : '')),
      `${indent}${key}:${value ? ` ${value}` : ''}${remark ? `  ${remark}` : ''}`,
    ];
    const lines = [
      ...form.head,
      ...line({ ...form.name, above: [] }, ''),
      ...line(form.budget, ''),
      ...form.amounts.flatMap(one => line(one, '  ')),
      `绩效目标: |${form.prose.remark ? `  ${form.prose.remark}` : ''}`,
      ...form.prose.clauses.map(clause => `  ${clause}`),
      ...line(form.list, ''),
      ...form.items.flatMap(({ above, below, fields }) => {
        const [first = '', ...rest] = fields.flatMap(one => line(one, '    '));
        return [...above, `  - ${first.slice(4)}`, ...rest, ...below];
      }),
      ...form.tail,
    ];
    return lines.join('\n') + (this.chance(0.9) ? '\n' : '');
  }
}
