import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

/* npm runs this as `prepare`, after `npm ci` and before `npm pack`: puts into dist/ what an installed package runs. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const made = `${dist}.${process.pid}`;
cpSync(await bundle(), made, { recursive: true });
cpSync(join(root, 'src/jixiao.mjs'), join(made, 'jixiao.mjs'));
rmSync(dist, { recursive: true, force: true });
renameSync(made, dist);
