#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';

/* An old Node.js can read this file, and is told that it is old. Until then nothing but Node.js is imported. */

/** Is there in a checkout only, seen from `src/` and from the copy of this file in `dist/`. */
const bundler = new URL('../src/tools/bundle.mjs', import.meta.url);

const description = new URL('../package.json', import.meta.url);

/** Returns the version that package.json asks for, if the one that runs is older. */
function neededVersion() {
  const { engines = {} } = existsSync(description) ? JSON.parse(readFileSync(description, 'utf8')) : {};
  if (!engines.node) return undefined;
  const needed = engines.node.replace('>=', '');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = needed.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor) ? needed : undefined;
}

/** True when a package, or a file of one, is not installed: Node.js cannot find it, or the bundler cannot. */
function isPackageMissing(error) {
  if (error && /^(?:ERR_)?MODULE_NOT_FOUND$/.test(error.code)) {
    return /^Cannot find (?:package |module '(?:[^./]|[^']*[\\/]node_modules[\\/]))/.test(error.message);
  }
  const errors = (error && error.errors) || [];
  return errors.some(({ text }) => /^Could not resolve "[^./]/.test(text));
}

async function start() {
  const needed = neededVersion();
  if (needed) {
    const problem = `Node.js 太旧：这里是 ${process.versions.node}，要 ${needed} 或更新的`;
    process.stderr.write(`${problem}\n→ 到 https://nodejs.org 下载安装，再运行 npm ci\n`);
    return 2;
  }
  const { main } = await (existsSync(bundler) ? (await import(bundler)).loadProgram() : import('./cli.js'));
  return main(process.argv.slice(2));
}

start().catch((error) => {
  // The program reports its own errors: this one is of starting it.
  process.stderr.write(isPackageMissing(error)
    ? '还没有安装依赖：先运行 npm ci\n→ 在放 package.json 的文件夹里运行，装好后再运行刚才的命令\n'
    : `程序出错了，这是 jixiao 的缺陷，请把下面几行报告给维护者：\n${(error && error.stack) || error}\n`);
  return 2;
}).then((code) => {
  process.exitCode = code;
});
