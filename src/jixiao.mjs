#!/usr/bin/env node
import { bundle } from './bundle.mjs';

async function load() {
  try {
    return await import(await bundle());
  } catch {
    // An installation that cannot be written: slower, but the same program.
    const { register } = await import('tsx/esm/api');
    register();
    return import('./cli.ts');
  }
}

const { main } = await load();
process.exitCode = await main(process.argv.slice(2));
