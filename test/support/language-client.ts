import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction, type CompletionItem, createMessageConnection, type Diagnostic, type Hover, type Position,
  StreamMessageReader, StreamMessageWriter, type TextDocumentEdit, type TextEdit,
} from 'vscode-languageserver/node.js';
import { REPOSITORY } from './run.js';

/** The answers of the server about a file. */
interface Told {
  uri: string;
  diagnostics: Diagnostic[];
  version?: number;
}

/** A file in the editor. */
export interface Opened {
  uri: string;
  text: () => string;
  /** Replaces the whole text, without saving. @returns the problems that are then reported */
  type: (text: string) => Promise<Diagnostic[]>;
  /** The problems as last reported. */
  problems: () => Diagnostic[];
  /** Waits for problems of the text as it is. */
  reported: () => Promise<Diagnostic[]>;
  actions: (at: Position, only?: string[]) => Promise<CodeAction[]>;
  hover: (at: Position) => Promise<string>;
  complete: (at: Position) => Promise<CompletionItem[]>;
  close: () => Promise<void>;
  /** The position before, or with `after` behind, the first place of some characters. */
  find: (part: string, after?: boolean) => Position;
}

export interface Client {
  open: (path: string, text: string) => Opened;
  /** The problems of a file as last reported; `undefined` when nothing was ever said of it. */
  problemsOf: (path: string) => Diagnostic[] | undefined;
  notify: (method: string, params: object) => Promise<void>;
  warnings: string[];
  stderr: () => string;
  /** Ends the server as an editor does. @returns its exit code */
  end: () => Promise<number | null>;
}

/** Starts the real program as an editor does, on a root; it is to be ended. */
export function startClient(root: string, args: readonly string[] = []): Promise<Client> {
  return connect(root, [join(REPOSITORY, 'src/jixiao.mjs'), 'lsp', ...args]);
}

/** Starts the server of the YAML extension, with the project's settings for VS Code, in an editor in English. */
export async function startYamlExtension(): Promise<Client> {
  const settings = JSON.parse(await readFile(join(REPOSITORY, '.vscode/settings.json'), 'utf8')) as object;
  const server = join(REPOSITORY, 'node_modules/yaml-language-server/bin/yaml-language-server');
  return connect(REPOSITORY, [server, '--stdio'], settings, false);
}

/** @param isVersioned false for a server that does not say which version of a text its problems are of */
async function connect(root: string, command: readonly string[], settings = {}, isVersioned = true): Promise<Client> {
  const child = spawn(process.execPath, command, { stdio: 'pipe' });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const [reader, writer] = [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)];
  const connection = createMessageConnection(reader, writer);
  const known = new Map<string, Told>();
  const waiting = new Set<() => void>();
  const warnings: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (told: Told) => {
    known.set(told.uri, told);
    for (const look of waiting) look();
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void warnings.push(message));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section = '' }) => sectionOf(settings, section)));
  connection.listen();
  const folder = pathToFileURL(root).href.replace(/\/$/, ''); // as editors write it
  await connection.sendRequest('initialize', {
    processId: process.pid,
    locale: 'en',
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: 'root' }],
    capabilities: {
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
      workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  const uriOf = (path: string): string => pathToFileURL(join(root, path)).href;
  return {
    warnings,
    stderr: () => said,
    notify: (method, params) => connection.sendNotification(method, params),
    problemsOf: path => known.get(uriOf(path))?.diagnostics,
    open(path, first) {
      const uri = uriOf(path);
      let text = first;
      let version = 1;
      const textDocument = { uri };
      void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
      const reported = (): Promise<Diagnostic[]> => new Promise((resolve) => {
        const look = (): void => {
          const now = known.get(uri);
          if (!now || (isVersioned && now.version !== version)) return;
          waiting.delete(look);
          resolve(now.diagnostics);
        };
        waiting.add(look);
        look();
      });
      return {
        uri,
        reported,
        text: () => text,
        problems: () => known.get(uri)?.diagnostics ?? [],
        async type(next) {
          [text, version] = [next, version + 1];
          if (!isVersioned) known.delete(uri);
          await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
          return reported();
        },
        async actions(at, only) {
          const context = { diagnostics: [], ...(only && { only }) };
          return connection.sendRequest('textDocument/codeAction', { textDocument, range: { start: at, end: at }, context });
        },
        async hover(position) {
          const hover = await connection.sendRequest<Hover | null>('textDocument/hover', { textDocument, position });
          return hover ? (hover.contents as { value: string }).value : '';
        },
        async complete(position) {
          const found = await connection.sendRequest<CompletionItem[] | { items: CompletionItem[] }>(
            'textDocument/completion', { textDocument, position });
          return Array.isArray(found) ? found : found.items;
        },
        close: () => connection.sendNotification('textDocument/didClose', { textDocument }),
        find(part, after = false) {
          const index = text.indexOf(part);
          if (index < 0) throw new Error(`no ${part} in the text`);
          const lines = text.slice(0, index + (after ? part.length : 0)).split('\n');
          return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
        },
      };
    },
    async end() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      return (await ended)[0];
    },
  };
}

/** Returns the settings below a name, as VS Code answers a server: `yaml` → what is set as `yaml.…`. */
function sectionOf(settings: object, section: string): object {
  const below = Object.entries(settings).filter(([key]) => key.startsWith(`${section}.`));
  return Object.fromEntries(below.map(([key, value]) => [key.slice(section.length + 1), value as unknown]));
}

/** Returns a text after the edits of an action; they are all for one file. */
export function applied(text: string, { edit }: CodeAction): string {
  const [change] = edit?.documentChanges as TextDocumentEdit[];
  return (change?.edits as TextEdit[]).toReversed().reduce((now, one) => replaced(now, one), text);
}

/** Returns a text with a proposal in it, as if it were chosen; places for the cursor are left as they come. */
export function chosen(text: string, { textEdit }: CompletionItem): string {
  return replaced(text, textEdit as TextEdit);
}

function replaced(text: string, { range: { start, end }, newText }: TextEdit): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return text.slice(0, offset(start)) + newText + text.slice(offset(end));
}
