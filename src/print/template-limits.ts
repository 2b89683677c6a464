import { UserError } from '../model/user-error.js';

/*
 * A template of a pull request is small and can still be endless: 24 loops within one another, or partials that each
 * use the next one twice.
 */

/** In characters; ours have less than 10,000, and all of them less than 50,000. */
const LARGEST = 64 * 1024;
const ALL = 8 * LARGEST;
/** The parser's time grows with the square of this. */
const DEEPEST = 64;

/** Rounds of loops and partials in a page, and their characters. A form with 2,000 indicators takes 20,000 rounds. */
const STEPS = 500_000;
const SIZE = 100_000_000;

type Template = (context: unknown, options?: object) => string;
type Helper = (this: unknown, list: unknown, options?: { fn: Template }) => unknown;

/** A page is more than anybody prints. */
export class EndlessPage extends Error {}

/** @throws UserError when a template is so large that the parser would take minutes */
export function refuseHuge(templates: readonly { path: string; text: string }[]): void {
  const hint = '拆成几个部分模板，或删去用不着的';
  if (templates.reduce((sum, { text }) => sum + text.length, 0) > ALL) throw new UserError('templates 里的模板加起来太长', hint);
  for (const { path, text } of templates) {
    if (text.length > LARGEST) throw new UserError(`模板 ${path} 有 ${text.length} 个字，太长`, hint);
    let depth = 0;
    for (const { 1: sign } of text.matchAll(/\{\{~?([#/])/g)) {
      depth += sign === '#' ? 1 : -1;
      if (depth > DEEPEST) throw new UserError(`模板 ${path}：{{#…}} 套了 ${DEEPEST} 层以上`, hint);
    }
  }
}

/** Counts what a page is made of. */
export class PageBudget {
  private steps = 0;
  private size = 0;

  /** Begins a page. */
  reset(): void {
    this.steps = 0;
    this.size = 0;
  }

  /** Returns the helper `each` of Handlebars, whose rounds are counted. */
  loop(each: Helper): Helper {
    const counted = this.counted.bind(this);
    return function (list, options) {
      return each.call(this, list, options && { ...options, fn: counted(options.fn) });
    };
  }

  /** Returns a template that is counted. */
  counted(template: Template): Template {
    return (context, options) => this.spend(template(context, options));
  }

  private spend(text: string): string {
    this.steps += 1;
    this.size += text.length;
    if (this.steps > STEPS || this.size > SIZE) throw new EndlessPage(`${this.steps} steps, ${this.size} characters`);
    return text;
  }
}
