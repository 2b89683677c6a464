import { must } from '../model/must.js';
import { plain } from './text.js';

/** Finished markup. All other values are text, and are escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = Html | string | number | readonly Content[];

/** Tag of a template: escapes every value that is not {@link Html}, for use in elements and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((string, index) => string + (index < values.length ? show(must(values[index], 'a value')) : '')).join(''));
}

/** Returns text as finished markup, without escaping it. For our own markup only, such as a style. */
export function raw(text: string): Html {
  return new Html(text);
}

function show(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(show).join('');
  // Line ends are escaped too: a CI runner may print the page to its log and read a new line as a command.
  return plain(String(content)).replace(/[&<>"'\n]/g, sign => `&#${sign.charCodeAt(0)};`);
}
