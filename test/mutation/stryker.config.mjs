/** Settings of Stryker; run.mjs says which folder is mutated and which tests judge. */
const { MUTATION_FOLDER, MUTATION_REPORT } = process.env;

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.mjs', related: false },
  plugins: ['@stryker-mutator/vitest-runner', './test/mutation/sample.mjs'],
  checkers: ['sample'],
  mutate: [`${MUTATION_FOLDER}/**/*.ts`],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 10_000,
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['out', 'out-public', 'dist*', 'docs', 'bench'],
  reporters: ['json'],
  jsonReporter: { fileName: MUTATION_REPORT },
};
