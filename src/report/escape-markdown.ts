import { plain } from './text.js';

/** Has no width: it parts what a platform would otherwise make a link, a mention or a picture of. */
const SPACE = '\u200B';

/** What has a meaning in Markdown, in HTML, or in formulas. */
const SIGNS = /[\\`*_[\](){}<>&|~#$^!"']/g;

/**
 * Text of a file as Markdown that shows just this text, in a paragraph, a table cell or a piece of HTML: character
 * references are no syntax anywhere. Mentions, references to issues, addresses and `:emoji:` are looked for by
 * platforms in the finished text; they are parted. Lines become `<br>`.
 */
export function escapeMarkdown(text: string): string {
  return plain(text.replace(/\r\n?/g, '\n'))
    .replace(/([@#!~%&$])(?=[\w"])/g, `$1${SPACE}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1${SPACE}-`)
    .replace(/:(?=\/\/)|:(?=[\w+-]+:)/g, `:${SPACE}`)
    .replace(/\b(www|mailto|xmpp)(?=[.:])/gi, `$1${SPACE}`)
    .replace(SIGNS, sign => `&#${sign.charCodeAt(0)};`)
    .replace(/\n/g, '<br>');
}
