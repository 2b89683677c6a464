import { must } from '../model/must.js';

/**
 * First in the head of every page, whatever its template: no script runs, and nothing is loaded but the style and fonts
 * beside the page. `file:` is for browsers in which a page opened from disk has no `'self'`.
 */
const POLICY = [
  'default-src \'none\'', 'style-src \'self\' file: \'unsafe-inline\'', 'font-src \'self\' file:', 'img-src data:',
  'base-uri \'none\'', 'form-action \'none\'',
].join('; ');

/** The reason for refusing a page. */
export interface PageFault {
  message: string;
  hint: string;
  /** Markup to search for in the templates. */
  near: string;
}

const BLANK = '[ \\t\\n\\f\\r]';
const ATTRIBUTE = `${BLANK}+([^ \\t\\n\\f\\r"'<>/=]+)(?:=(?:"([^"<>]*)"|'([^'<>]*)'|([^ \\t\\n\\f\\r"'\`=<>]+)))?`;
const ATTRIBUTES = `(?:${ATTRIBUTE.replaceAll(/\((?!\?)/g, '(?:')})*`;
const EACH_ATTRIBUTE = new RegExp(`(?<!${BLANK})${ATTRIBUTE}`, 'g');
const START = new RegExp(`^${BLANK}*<!doctype html>${BLANK}*<html${ATTRIBUTES}${BLANK}*>${BLANK}*<head>`, 'i');
/** Text or a tag that all browsers parse alike: complete, and neither a comment nor a stray `<`. */
const TOKEN = new RegExp(`[^<]+|<(/?)([a-z][a-z0-9]*)(${ATTRIBUTES})${BLANK}*/?>`, 'iy');
const SKELETON = 'html head /head body /body /html';

/** The elements of a document. All others would run, load, submit, or change how the text after them is parsed. */
const ELEMENTS = new Set([
  'html head body meta title link style main article section header footer nav aside address div p span br hr wbr',
  'h1 h2 h3 h4 h5 h6 table caption colgroup col thead tbody tfoot tr th td ul ol li dl dt dd a img figure figcaption',
  'b strong i em u s small sub sup mark del ins q cite code pre blockquote abbr time ruby rt rp',
  'svg g path rect circle ellipse line polyline polygon text tspan',
].join(' ').split(' '));

/** Elements that contain text only. */
const TEXT_ONLY = new Set(['title', 'style']);

/** A link within the page or to a relative file; `//host/file` would be on another machine. */
const NEAR = /^(?:#|data:image\/|(?!\/)[^:&\\]*(?:\/|$))/i;
/**
 * A link that a reader may follow by a click. `anchor:` is a page in another part of a document bound from several
 * prints.
 */
const LINK = /^(?:https?:|mailto:|anchor:)/i;

/**
 * Returns a rendered page with the policy that makes it harmless. Refuses what a policy does not stop (a refresh, a
 * connection hint) and what no document needs.
 *
 * @param html in which all text of the data is escaped
 */
export function sealPage(html: string): string | PageFault {
  const start = START.exec(html)?.[0];
  if (start === undefined) {
    return { message: '开头不是 <!doctype html><html><head>', hint: '对照程序自带的 templates/partials/page.hbs 改正', near: '<html' };
  }
  const fault = findFault(html, html.search(/<html/i));
  return fault ?? `${start}\n<meta http-equiv="Content-Security-Policy" content="${POLICY}">${html.slice(start.length)}`;
}

/** Returns the content of the body of a sealed page, to stand in another page: that has a main part of its own. */
export function bodyOf(html: string): string {
  const body = html.slice(html.search(/<body/i)).replace(/^<body[^>]*>/i, '').replace(/<\/body>[^]*$/i, '');
  return body.replace(/^(\s*)<main>/i, '$1').replace(/<\/main>(\s*)$/i, '$1');
}

function findFault(html: string, offset: number): PageFault | undefined {
  const skeleton: string[] = [];
  let textOnly = '';
  for (TOKEN.lastIndex = offset; TOKEN.lastIndex < html.length;) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(html);
    if (!token) return unreadable(html.slice(at, at + 40));
    const [, slash = '', word = '', attributes = ''] = token;
    if (!word) continue;
    const name = word.toLowerCase();
    if (!ELEMENTS.has(name)) return refused(`<${slash}${word}> 标签`, `<${slash}${word}`);
    if (textOnly && !(slash && name === textOnly)) return unreadable(html.slice(at, at + 40));
    textOnly = !slash && TEXT_ONLY.has(name) ? name : '';
    if (['html', 'head', 'body'].includes(name)) skeleton.push(slash + name);
    const fault = attributes && findAttributeFault(name, attributes);
    if (fault) return fault;
  }
  if (skeleton.join(' ') === SKELETON) return undefined;
  return { message: 'html、head、body 三个标签应各有一对', hint: '对照程序自带的 templates/partials/page.hbs 改正', near: '<html' };
}

function findAttributeFault(element: string, attributes: string): PageFault | undefined {
  for (const [text, word = '', ...values] of attributes.matchAll(EACH_ATTRIBUTE)) {
    const name = word.toLowerCase();
    const value = values.find(Boolean) ?? '';
    const isAddress = ['href', 'xlink:href', 'src'].includes(name);
    const isBad = name.startsWith('on') || name === 'http-equiv' ||
      (element === 'link' && name === 'rel' && value !== 'stylesheet') ||
      (isAddress && !NEAR.test(value) && !(element === 'a' && LINK.test(value)));
    if (isBad) return refused(`<${element}> 的 ${text.trim().slice(0, 60)}`, `${word}=`);
  }
  return undefined;
}

function refused(what: string, near: string): PageFault {
  return { message: `不能用 ${what}`, hint: '文档里不能有脚本、内嵌网页、跳转和对外的连接；删去它', near };
}

function unreadable(markup: string): PageFault {
  const shown = must(markup.split('\n')[0], 'a line');
  return { message: `这里的标签读不准：${shown}`, hint: '补全引号和 >；文字里的 < 写成 &lt;；注释写成 {{!-- --}}', near: shown.slice(0, 12) };
}
