import { type Html, html } from '../report/html.js';
import { linkFrom } from './links.js';

/**
 * Nothing runs but our own scripts beside the page, and nothing is loaded from elsewhere. `file:` is for browsers in
 * which a page opened from disk has no `'self'`.
 */
const POLICY = [
  'default-src \'none\'', 'script-src \'self\' file:', 'style-src \'self\' file:', 'font-src \'self\' file:',
  'base-uri \'none\'', 'form-action \'none\'',
].join('; ');

/** A page of the catalogue. */
export interface Page {
  /** In the output folder. */
  path: string;
  title: string;
  body: Html;
  /** Names of the scripts below `assets/`. */
  scripts: readonly string[];
  /** A key of its inputs, for later runs. */
  key?: string;
}

/** Returns the markup of a page of the catalogue. */
export function shell({ path, title, body, scripts, key }: Page): string {
  const asset = (name: string): string => linkFrom(path, `assets/${name}`);
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="jixiao">
${key === undefined
  ? ''
  : html`<meta name="key" content="${key}">
`}<title>${title}</title>
<link rel="stylesheet" href="${asset('fonts.css')}">
<link rel="stylesheet" href="${asset('site.css')}">
${scripts.map(name => html`<script defer src="${asset(name)}"></script>
`)}</head>
<body>
${body}
</body>
</html>
`.text;
}
