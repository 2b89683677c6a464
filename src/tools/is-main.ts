import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether node was started with this module: in any folder, also one with a blank, Chinese, or behind a link. */
export function isMain(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
