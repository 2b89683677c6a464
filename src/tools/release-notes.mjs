import { readFileSync } from 'node:fs';

/*
 * `npm run -s release-notes [VERSION]`: prints the part of CHANGELOG.md about a version, for the page of a release: by
 * default that of package.json, or else what is unreleased. Exit code 2 when there is none.
 */

const read = name => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const wanted = process.argv[2] ?? JSON.parse(read('package.json')).version;
const parts = read('CHANGELOG.md').split(/^## /m).slice(1);
const named = name => parts.find(part => part.slice(0, part.indexOf('\n')).replace(/[[\]]/g, '').split(' ')[0] === name);
const part = named(wanted) ?? (process.argv[2] === undefined ? named('Unreleased') : undefined);
if (part) process.stdout.write(`${part.slice(part.indexOf('\n')).trim()}\n`);
else {
  process.stderr.write(`CHANGELOG.md 里没有 ${wanted} 这一节\n`);
  process.exitCode = 2;
}
