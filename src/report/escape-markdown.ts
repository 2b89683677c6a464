import { plain } from './text.js';

/** A zero-width space. It splits text that a platform would turn into a link, a mention or a picture. */
const SPACE = '\u200B';

/** Characters with a meaning in Markdown, HTML or formulas. */
const SIGNS = /[\\`*_[\](){}<>&|~#$^!"']/g;

/**
 * Returns Markdown that shows exactly this text, in a paragraph, a table cell or HTML. Special characters become
 * character references, which are never syntax (CommonMark 0.31.2, 2.5). Platforms search the finished text for
 * mentions, issue references, addresses and `:emoji:`; a zero-width space splits these. Line ends become `<br>`.
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
