import type { Form } from '../../model/form.js';
import { append } from '../../model/append.js';

/** A clause shorter than this is said in many forms. */
const SHORTEST = 6;
/** The number of forms kept for a clause: that more have it says nothing new. */
const KEPT = 5;

/** Returns the clauses of a text without digits and punctuation: last year's text with another year is a copy. */
export function clausesOf(text: string): string[] {
  return text.normalize('NFKC').split(/[，。；、：！？,;:!?\n]/).map(clause => clause.replace(/[^\p{L}]/gu, ''))
    .filter(clause => clause.length >= SHORTEST);
}

/** The clauses of the texts in which forms state what they do, to find a form whose text another one has. */
export class Copies {
  private readonly forms = new Map<string, Form[]>();

  add(form: Form): void {
    for (const clause of new Set(purposeClauses(form))) {
      const known = this.forms.get(clause);
      if (!known) this.forms.set(clause, [form]);
      else if (known.length < KEPT && known.at(-1) !== form) known.push(form);
    }
  }

  /**
   * Returns the form that has most of some clauses, and which share of their letters it has.
   *
   * @param isOther true for the forms to compare with
   */
  closest(clauses: readonly string[], isOther: (form: Form) => boolean): { form: Form; share: number } | undefined {
    const letters = new Map<Form, number>();
    let total = 0;
    for (const clause of clauses) {
      total += clause.length;
      for (const form of this.forms.get(clause) ?? []) {
        if (isOther(form)) letters.set(form, (letters.get(form) ?? 0) + clause.length);
      }
    }
    const [best] = [...letters].sort(([, a], [, b]) => b - a);
    return best && { form: best[0], share: best[1] / total };
  }
}

/** Returns the clauses of the summary and the goal of a form. */
export function purposeClauses({ data: { summary = '', goal = '' } }: Form): string[] {
  const clauses = clausesOf(summary);
  append(clauses, clausesOf(goal));
  return clauses;
}
