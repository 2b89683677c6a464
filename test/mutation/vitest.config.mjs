import { defineConfig } from 'vitest/config';

/** The tests of one folder of src/, named by run.mjs. */
export default defineConfig({
  test: { isolate: false, testTimeout: 120_000, include: (process.env.MUTATION_TESTS ?? '').split(' ') },
});
