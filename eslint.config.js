import { existsSync } from 'node:fs';
import stylistic from '@stylistic/eslint-plugin';
import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default defineConfig(
  // The types of the fleet are those of its packages.
  { ignores: ['dist', 'out', 'node_modules', '**/*.generated.ts', ...existsSync('fleet/node_modules') ? [] : ['fleet']] },
  stylistic.configs.customize({ semi: true, quotes: 'single', indent: 2, arrowParens: false, braceStyle: '1tbs', commaDangle: 'always-multiline' }),
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-spread': 'off', // texts are walked by code point: fonts work so
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // Words of the data may be `constructor` or `__proto__`.
      'no-restricted-syntax': ['error',
        { selector: 'BinaryExpression[operator="in"][left.type!="Literal"]', message: 'Finds inherited names: use Object.hasOwn.' },
        { selector: 'MemberExpression[object.name="Object"][property.name="fromEntries"]', message: 'The result inherits names: use recordOf or a Map.' },
        { selector: 'MemberExpression[object.name="Object"][property.name="assign"]', message: 'Loses a key `__proto__`: use a spread.' },
        {
          selector: 'CallExpression[callee.property.name=/^(push|unshift|max|min|fromCharCode|fromCodePoint)$/] > SpreadElement',
          message: 'More than about 120,000 arguments exceed the stack: use append of model/append.ts, or reduce.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,mjs}', 'templates/**/*.js'],
    plugins: { regexp },
    rules: {
      // A text of a pull request must not be read for minutes: time grows with its length, not its square.
      'regexp/no-super-linear-backtracking': ['error', { report: 'certain' }],
      'regexp/no-super-linear-move': ['error', { report: 'certain' }],
    },
  },
  {
    rules: {
      '@stylistic/max-len': ['error', { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      '@stylistic/max-statements-per-line': 'off',
      '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'avoidEscape' }],
      '@stylistic/operator-linebreak': ['error', 'after', { overrides: { '?': 'before', ':': 'before', '||': 'after', '&&': 'after' } }],
      '@stylistic/quote-props': ['error', 'as-needed'],
      '@stylistic/generator-star-spacing': ['error', { before: false, after: true, method: { before: true, after: false } }],
      '@stylistic/yield-star-spacing': ['error', 'after'],
    },
  },
);
