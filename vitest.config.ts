import { defineConfig } from 'vitest/config';

/** Tests of functions. They change nothing in their process, so modules are loaded once for all of them. */
const FUNCTIONS = [
  'test/{compare,edit,editor,load,model,publish,report,rules,site}/**/*.test.ts', 'test/print/views/**/*.test.ts',
  'test/properties/**/*.test.ts',
  'test/{findings,layouts,rules,schemas,words}.test.ts',
];

export default defineConfig({
  test: {
    // Real browsers and processes: slow machines need the time, fast ones do not spend it.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    setupFiles: ['test/support/equal-bytes.ts'],
    projects: [
      { extends: true, test: { name: 'functions', include: FUNCTIONS, isolate: false } },
      { extends: true, test: { name: 'program', include: ['test/**/*.test.ts'], exclude: [...FUNCTIONS, '**/node_modules/**'] } },
    ],
  },
});
