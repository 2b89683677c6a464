import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* Makes one JavaScript file of the fleet and its packages: for `npm pack`, and for a checkout, each time it is used. */

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * @param {string} target the file to write
 * @throws when packages are not installed
 */
export async function bundle(target) {
  const { build } = await import('esbuild');
  mkdirSync(dirname(target), { recursive: true });
  await build({
    entryPoints: [join(HERE, 'src/fleet.ts')],
    outfile: target,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Other backends of BullMQ.
    external: ['pg', 'redis'],
    // Packages written for require() find one.
    banner: { js: 'import { createRequire as _require } from "node:module"; const require = _require(import.meta.url);' },
    logLevel: 'silent',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(join(HERE, process.argv[2] ?? ''));
