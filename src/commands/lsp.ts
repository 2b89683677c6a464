import { Service } from '../editor/service.js';
import { serveEditor } from '../io/language-server/server.js';
import { defaultRoot } from '../io/program.js';

export interface LspOptions {
  /** Without one the folder that the editor shows. */
  root?: string | undefined;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/** Serves an editor on stdin and stdout, until the editor ends. @throws the reason of the signal */
export async function lsp({ root, signal }: LspOptions): Promise<never> {
  const { stdin: input, stdout: output } = process;
  const start = (folder: string | undefined): { root: string; service: Service } => {
    const chosen = root ?? folder ?? defaultRoot();
    return { root: chosen, service: new Service(chosen) };
  };
  return serveEditor({ input, output, start, signal });
}
