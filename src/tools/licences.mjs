import { readFileSync } from 'node:fs';

/* `npm run licences`: prints a line for each package that an installed program brings: licence, name, version. */

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
const lines = Object.entries(lock.packages)
  .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
  .map(([path, { license, version }]) => `${license ?? 'UNKNOWN'}\t${path.replace(/^.*node_modules\//, '')}\t${version}`);
process.stdout.write(`${[...new Set(lines)].sort().join('\n')}\n`);
