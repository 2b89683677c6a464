import { type Html, html, raw } from '../../report/html.js';
import { idOf } from './id.js';
import type { Sheet } from './sheet.js';

/** The parts of the page of a form. */
export interface PageParts {
  path: string;
  sheet: Sheet;
  list: Html;
  problems: Html;
  version: number;
  look: number;
}

/** Returns the page: list at the left, form in the middle, problems at the right. It can be read without a script. */
export function previewPage({ path, sheet, list, problems, version, look }: PageParts): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${sheet.title} - 预览</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/${look}/fonts.css" id="fonts">
<link rel="stylesheet" href="preview.css">
<script src="preview.js" type="module"></script>
</head>
<body data-form="${idOf(path)}" data-version="${version}" data-look="${look}">
<a class="skip" href="#form">跳到表</a>
<header><h1>预览</h1><p id="status" role="status">改好存盘，这里会跟着变</p></header>
<nav aria-label="部门和表"><details class="fold" open><summary>部门和表</summary><div id="list">${list}</div></details></nav>
<main id="main" tabindex="0" aria-label="表">
<div id="banner">${bannerOf(sheet, path)}</div>
<div id="form" data-state="${sheet.state}"><template shadowrootmode="open"><link rel="stylesheet" href="assets/${
  look}/form.css"><div class="paper">${raw(sheet.body)}</div></template></div>
</main>
<aside aria-label="问题"><details class="fold" open><summary>问题</summary><p id="notice" role="alert"></p><div id="problems">${
  problems}</div></details></aside>
</body>
</html>
`.text;
}

const STATES: Record<Sheet['state'], string> = {
  current: '',
  stale: '现在的内容读不出来，下面是改坏之前的表。',
  none: '读不出表来，改好就会显示。',
  gone: '这个文件不在了，可能删了或改了名。请从列表里选一张表。',
};

/** Returns what stands above the form: what is wrong with it, and the link to its PDF. */
export function bannerOf({ state, cause, isDraft }: Sheet, path: string): Html {
  const reason = cause
    ? html`<p class="cause">${cause.message}</p>${cause.hint === undefined ? '' : html`<p class="hint">${cause.hint}</p>`}`
    : '';
  const notes = state === 'current' && isDraft ? html`<span class="draft">有错误，印出来是草稿</span>` : '';
  const isPlain = state === 'none' && !cause;
  const message = isPlain ? '这个文件不是表，没有可以预览的。' : STATES[state];
  return html`${message ? html`<div class="message"><p>${message}</p>${reason}</div>` : ''}${
    state === 'current'
      ? html`<p class="actions">${notes}<a href="pdf?form=${idOf(path)}" target="_blank" rel="noopener" data-key="pdf">印成 PDF</a></p>`
      : ''}`;
}
