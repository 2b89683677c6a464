/**
 * Runs the checks of `npm test` that are not tests, all at once, and prints what each says when it ends. Exit code 1
 * if one of them fails.
 */
import { spawn } from 'node:child_process';

const CHECKS = ['lint', 'types:check', 'imports', 'unused'];

/** Runs a script of package.json. @returns true if it succeeds */
function run(name) {
  return new Promise((resolve) => {
    const child = spawn(`npm run ${name}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => said.push(chunk));
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

const succeeded = await Promise.all(CHECKS.map(run));
process.exitCode = succeeded.every(Boolean) ? 0 : 1;
