import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { bugReport } from '../io/bug-report.js';
import { createPrinter } from '../io/browser/printer.js';
import { readPreviewStyle, readScript, readStyle, readTemplates } from '../io/program.js';
import { FontAssets, type Look, textAsset } from '../io/server/assets.js';
import { Connections } from '../io/server/connections.js';
import { openInEditor } from '../io/server/editor.js';
import { listen, type Site } from '../io/server/server.js';
import { type Batch, watchFiles } from '../io/server/watcher.js';
import { departmentOf } from '../model/inputs.js';
import type { Terminal } from '../io/terminal.js';
import { Live } from '../site/preview/live.js';
import { styleInShadow } from '../site/preview/look.js';
import { familiesOf, Preview, textsOf } from '../site/preview/preview.js';
import { printOne } from '../site/preview/print-form.js';
import { Session } from '../site/preview/session.js';
import { type Dirty, mergeDirty } from '../site/preview/update.js';

export interface WatchOptions {
  root: string;
  /** 0 for a free one. */
  port: number;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

const NOTHING: Dirty = { list: false, departments: new Set(), sheet: false, written: undefined };

/**
 * Shows forms and problems on a local page that follows the files, until it is stopped.
 *
 * @throws UserError when it cannot begin, else the reason of the signal
 */
export async function watch({ root, port, signal }: WatchOptions, terminal: Terminal): Promise<never> {
  const texts = { style: '', draftStyle: '', templates: [] as string[] };
  const session = new Session(root, () => {
    const templates = readTemplates(root);
    [texts.style, texts.draftStyle] = [readStyle(root), readStyle(root, 'draft')];
    texts.templates = templates.map(({ text }) => text);
    return templates;
  });
  const preview = new Preview(session);
  const connections = new Connections<Dirty>((form, dirty) => JSON.stringify(preview.update(form, dirty)), mergeDirty);
  const notify = connections.notify.bind(connections);
  const [script, pageStyle] = [readScript('preview'), readPreviewStyle()];
  const lookNow = (): Look => ({ style: texts.style, fonts: session.project.fonts, families: familiesOf(session) });
  const allTexts = (): string[] => [
    preview.page(preview.pathFor(undefined)), ...textsOf(session, 'all'), ...texts.templates, texts.style, script,
  ];
  const assets = new FontAssets(lookNow());
  assets.add(allTexts());
  const live = new Live(session, {
    forms: () => connections.forms(),
    notify,
    pause,
    checked: folder => void assets.add(textsOf(session, new Set([folder]))),
    signal,
  });
  const one = pLimit(1);
  const ended = new AbortController();

  const print = async (path: string): Promise<Uint8Array | string> => {
    const stylesheets = assets.stylesheets();
    const printer = createPrinter({
      css: () => stylesheets.forPrint(), pages: 1, notice: terminal.note, printed: () => undefined,
    });
    const close = (): void => void printer.close();
    ended.signal.addEventListener('abort', close, { once: true });
    try {
      const { draftStyle } = texts;
      return await printOne(path, session, {
        print: printer.print, layOut: printer.measure, fonts: stylesheets.printFonts, draftStyle,
      });
    } finally {
      ended.signal.removeEventListener('abort', close);
      await printer.close();
    }
  };
  /** Pages get other fonts. */
  const renewFonts = (): void => {
    session.look += 1;
    notify(() => NOTHING);
  };
  const addTexts = (texts: readonly string[]): void => {
    if (assets.add(texts)) renewFonts();
  };
  const open = async (file: string, line: number, column: number): Promise<string | undefined> => {
    if (!session.isSource(file)) return '这个文件不在表里，不能打开';
    const message = await openInEditor(root, file, line, column);
    addTexts([message ?? '']);
    return message;
  };
  const site: Site<Dirty> = {
    pathFor: (asked) => {
      const path = preview.pathFor(asked);
      if (session.settle(path)) addTexts(textsOf(session, new Set([departmentOf(path)])));
      return path;
    },
    page: path => preview.page(path),
    asset: (name) => {
      if (name === 'preview.js') return textAsset('javascript', script);
      if (name === 'preview.css') return textAsset('css', pageStyle);
      const file = /^assets\/\d+\/(.+)$/.exec(name)?.[1];
      if (file === 'form.css') return textAsset('css', styleInShadow(texts.style));
      return file === undefined ? undefined : assets.get(file);
    },
    pdf: path => one(() => print(path)),
    open,
    since: version => (version === session.version ? undefined : { ...NOTHING, list: true, sheet: true }),
    bug: error => terminal.note(bugReport(error)),
  };
  const take = async ({ paths, written }: Batch): Promise<void> => {
    const look = session.look;
    const changed = await live.take(paths, written);
    if (session.look !== look) assets.change(lookNow());
    addTexts(changed === 'all' ? allTexts() : textsOf(session, changed));
  };
  const stop = (): void => ended.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const bug = (error: unknown): void => ended.abort(error);

  const server = await listen(site, connections, port);
  try {
    const watching = await watchFiles(root, batch => take(batch).catch(bug), terminal.note);
    try {
      terminal.out(`预览：${server.url}`);
      terminal.note('用浏览器打开这个网址；改好存盘，网页会跟着变。按 Ctrl-C 结束');
      live.warm().then(renewFonts).catch(bug);
      if (!ended.signal.aborted) await new Promise(resolve => ended.signal.addEventListener('abort', resolve));
      throw ended.signal.reason;
    } finally {
      await watching.close();
    }
  } finally {
    await server.close();
  }
}
