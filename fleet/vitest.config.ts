import { defineConfig } from 'vitest/config';

// Real Redis, real workers, real browsers: one file after another.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000, fileParallelism: false },
});
