#!/usr/bin/env node
import { bundle } from './bundle.mjs';

/** For an installation that cannot be written: slower, but the same program. */
async function fromSource() {
  const { register } = await import('tsx/esm/api');
  register();
  return import('./cli.js');
}

try {
  const url = await bundle();
  const { main } = await (url ? import(url) : fromSource());
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // The program reports its own errors: this one is of starting it.
  process.stderr.write(`程序出错了，这是 jixiao 的缺陷，请把下面几行报告给维护者：\n${error?.stack ?? error}\n`);
  process.exitCode = 2;
}
