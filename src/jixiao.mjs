#!/usr/bin/env node
import { existsSync } from 'node:fs';

/** Is there in a checkout only, seen from `src/` and from the copy of this file in `dist/`. */
const bundler = new URL('../src/tools/bundle.mjs', import.meta.url);

try {
  const { main } = await (existsSync(bundler) ? (await import(bundler)).loadProgram() : import('./cli.js'));
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // The program reports its own errors: this one is of starting it.
  process.stderr.write(`程序出错了，这是 jixiao 的缺陷，请把下面几行报告给维护者：\n${error?.stack ?? error}\n`);
  process.exitCode = 2;
}
