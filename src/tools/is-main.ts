import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Returns true if node was started with this module, in any folder: with a blank, Chinese, behind a link. */
export function isMain(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
