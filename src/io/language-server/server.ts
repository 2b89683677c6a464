import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionKind, createConnection, DidChangeWatchedFilesNotification, type InitializeParams, type InitializeResult,
  MarkupKind, MessageType, ShowMessageNotification, TextDocuments, TextDocumentSyncKind,
} from 'vscode-languageserver/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Service } from '../../editor/service.js';
import { isUnder } from '../../model/inputs.js';
import { UserError } from '../../model/user-error.js';
import { codeAction, completionItem, offsetOf, reported } from './convert.js';

/** The pause in typing after which the problems are looked for. */
const PAUSE_MS = 120;
const FIX_ALL = `${CodeActionKind.SourceFixAll}.jixiao`;

/** The server is made of these. */
interface Settings {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  /** Makes the service, when the editor says what it has open. @param folder that the editor shows, if it shows one */
  start: (folder: string | undefined) => { root: string; service: Service };
  signal: AbortSignal;
}

/**
 * Serves an editor over the Language Server Protocol. When the editor goes, so does the process.
 *
 * @returns never; fails with the reason of the signal, or with a bug
 */
export async function serveEditor({ input, output, start, signal }: Settings): Promise<never> {
  const connection = createConnection(input, output);
  const documents = new TextDocuments(TextDocument);
  const ended = new AbortController();
  const timers = new Map<string, NodeJS.Timeout>();
  /** The addresses of the files whose problems the editor was told, by the folder that they are of. */
  const told = new Map<string, Map<string, string>>();
  let state: ReturnType<Settings['start']> | undefined;
  let capabilities: InitializeParams['capabilities'] = {};
  let trouble = '';

  const pathOf = (uri: string): string | undefined => {
    if (!state || !uri.startsWith('file:')) return undefined;
    try {
      const path = relative(state.root, fileURLToPath(uri)).split(sep).join('/');
      return /^data\/[^/]+\/.+\.yaml$/.test(path) ? path : undefined;
    } catch {
      return undefined; // an address that is no path of this machine
    }
  };
  /** Files that are open have the address that the editor gave them. */
  const uriOf = (path: string): string =>
    documents.keys().find(uri => pathOf(uri) === path) ?? pathToFileURL(join(state?.root ?? '', path)).href;
  /** Does something; what the user has to put right first is shown once. */
  const attempt = <T>(act: (service: Service) => T, otherwise: T): T => {
    try {
      return state ? act(state.service) : otherwise;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const message = [error.message, ...error.details, error.hint ?? ''].filter(Boolean).join('\n');
      const shown = { type: MessageType.Warning, message };
      if (message !== trouble) void connection.sendNotification(ShowMessageNotification.type, shown);
      trouble = message;
      return otherwise;
    }
  };
  const report = (folder: string): void => {
    const byUri = new Map<string, ReturnType<typeof reported>[]>();
    for (const problem of attempt(service => service.problemsOf(folder), [])) {
      const uri = uriOf(problem.file);
      byUri.set(uri, [...byUri.get(uri) ?? [], reported(problem, uriOf)]);
    }
    const before = told.get(folder) ?? new Map<string, string>();
    const now = new Map<string, string>();
    const open = documents.all().filter(({ uri }) => isUnder(pathOf(uri) ?? '', folder));
    for (const uri of new Set([...before.keys(), ...byUri.keys(), ...open.map(document => document.uri)])) {
      const diagnostics = byUri.get(uri) ?? [];
      const version = documents.get(uri)?.version;
      const text = JSON.stringify([version, diagnostics]);
      if (diagnostics.length || version !== undefined) now.set(uri, text);
      if (before.get(uri) === text) continue;
      void connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
    }
    told.set(folder, now);
  };
  const schedule = (folders: readonly string[], pause = PAUSE_MS): void => {
    for (const folder of folders) {
      clearTimeout(timers.get(folder));
      const act = (): void => {
        timers.delete(folder);
        try {
          report(folder);
        } catch (error) {
          ended.abort(error);
        }
      };
      timers.set(folder, setTimeout(act, pause));
    }
  };
  const take = (document: TextDocument): void => {
    const path = pathOf(document.uri);
    if (path !== undefined) schedule(attempt(service => service.take(path, document.getText()), []));
  };

  connection.onInitialize((params): InitializeResult => {
    ({ capabilities } = params);
    const [first] = params.workspaceFolders ?? [];
    const uri = first?.uri ?? (params as { rootUri?: string | null }).rootUri ?? '';
    state = start(uri.startsWith('file:') ? fileURLToPath(uri) : undefined);
    return {
      serverInfo: { name: 'jixiao' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [' ', '-', '\''] },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
      },
    };
  });
  connection.onInitialized(() => {
    if (!capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    const watchers = ['data/**/*.yaml', 'schemas/**/*.json'].map(globPattern => ({ globPattern }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) saved(uri);
  });
  const saved = (uri: string): void => {
    const path = pathOf(uri) ?? (uri.includes('/schemas/') ? 'schemas' : undefined);
    if (path !== undefined) schedule(attempt(service => service.saved(path), []));
  };
  documents.onDidChangeContent(({ document }) => take(document));
  documents.onDidSave(({ document }) => saved(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    const path = pathOf(uri);
    if (path !== undefined) schedule(attempt(service => service.close(path), []), 0);
  });

  /** Answers about a place of a file; about other files there is nothing to say. */
  const at = <T>(uri: string, otherwise: T, answer: (service: Service, path: string) => T): T => {
    const path = pathOf(uri);
    return path === undefined || !documents.get(uri) ? otherwise : attempt(service => answer(service, path), otherwise);
  };
  connection.onHover(({ textDocument: { uri }, position }) => at(uri, null, (service, path) => {
    const source = service.sourceOf(path);
    const value = source && service.hover(path, offsetOf(source, position));
    return value === undefined ? null : { contents: { kind: MarkupKind.Markdown, value } };
  }));
  connection.onCompletion(({ textDocument: { uri }, position }) => at(uri, [], (service, path) => {
    const source = service.sourceOf(path);
    if (!source) return [];
    const snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false;
    return service.complete(path, offsetOf(source, position))
      .map((proposal, index) => completionItem(proposal, index, source, snippets));
  }));
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) => at(uri, [], (service, path) => {
    const source = service.sourceOf(path);
    const version = documents.get(uri)?.version ?? 0;
    if (!source) return [];
    const isAsked = (kind: string): boolean => !only || only.some(one => kind === one || kind.startsWith(`${one}.`));
    const span = { start: offsetOf(source, range.start), end: offsetOf(source, range.end) };
    return service.actions(path, span).flatMap(action =>
      (action.kind === 'all' ? [CodeActionKind.QuickFix, FIX_ALL] : [CodeActionKind.QuickFix])
        .filter(isAsked).map(as => codeAction(action, source, { uri, version }, as, uriOf)));
  }));

  documents.listen(connection);
  connection.listen();
  const stop = (): void => ended.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  await new Promise(resolve => ended.signal.addEventListener('abort', resolve));
  connection.dispose();
  throw ended.signal.reason;
}
