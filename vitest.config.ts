import { defineConfig } from 'vitest/config';

/**
 * Tests that replace a module, change their process or share a browser within their file: each file has a process of
 * its own. The others leave everything as it was; so modules are loaded, and schemas compiled, once for all of them.
 */
const APART = [
  'test/{look,pictures}.test.ts', 'test/cli/{catalogue,hostile-pages,review,watch}.test.ts', 'test/commands/{bind,build}.test.ts',
  'test/io/progress.test.ts', 'test/io/browser/chromium.test.ts', 'test/print/pdf/standards.test.ts',
];

export default defineConfig({
  test: {
    // Real browsers and processes: slow machines need the time, fast ones do not spend it.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    setupFiles: ['test/support/equal-bytes.ts'],
    projects: [
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: [...APART, '**/node_modules/**'], isolate: false } },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
  },
});
