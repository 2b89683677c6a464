import { must } from '../model/must.js';
import { plain } from './text.js';

/** Markup that is finished; everything else is text and is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = Html | string | number | readonly Content[];

/** A template: what is put in is escaped, in elements and in quoted attributes, unless it is {@link Html} itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((string, index) => string + (index < values.length ? show(must(values[index], 'a value')) : '')).join(''));
}

/** Markup of our own, such as a style. */
export function raw(text: string): Html {
  return new Html(text);
}

function show(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(show).join('');
  // The end of a line too: what follows it could be taken for a command where the page goes to the log of a CI runner.
  return plain(String(content)).replace(/[&<>"'\n]/g, sign => `&#${sign.charCodeAt(0)};`);
}
