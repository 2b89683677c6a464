import { FontLibrary } from '../io/fonts/library.js';
import { fontFolders, readSchemas, readStyle, readTemplates } from '../io/program.js';
import type { Terminal } from '../io/terminal.js';
import { Layouts } from '../load/layouts.js';
import { duplicateKeyIn, placeInJson } from '../load/parse/json-places.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { DEFAULT_FONT } from '../model/fonts.js';
import { templateOf } from '../model/kinds.js';
import { similar } from '../model/similar.js';
import { Source } from '../model/source.js';
import { UserError } from '../model/user-error.js';
import { checkLayout } from '../print/check-layout.js';
import type { LayoutProblem } from '../print/check-page.js';
import { pretty } from '../report/problems/pretty.js';
import { vocabularyMarkdown } from '../report/vocabulary.js';

/** Lists all layouts with their kinds. @returns the exit code */
export function listLayouts(root: string, { out }: Terminal): number {
  const layouts = new Layouts(readSchemas(root));
  for (const name of layouts.names()) {
    out(name === layouts.defaultLayout() ? `${name}（口径里没写版式时用它）` : name);
    for (const kind of layouts.problemsOf(name).kinds) {
      out(`  ${kind.title}　${kind.files}　${kind.template === null ? '印在部门表里' : templateOf(kind)}`);
    }
  }
  return 0;
}

/** Prints the core concepts as Markdown. @returns the exit code */
export function describeVocabulary(root: string, { data }: Terminal): number {
  data(vocabularyMarkdown(new Layouts(readSchemas(root)).core).trimEnd());
  return 0;
}

/**
 * Reports everything that is wrong with a layout, with places in its schemas and templates.
 *
 * @returns the exit code: 1 when something is wrong
 * @throws UserError when there is no such layout
 */
export function checkLayoutOf(root: string, name: string, { out, colour }: Terminal): number {
  const schemas = readSchemas(root);
  const templates = readTemplates(root);
  const layouts = new Layouts(schemas);
  if (!layouts.names().includes(name)) {
    const meant = similar(name, layouts.names());
    throw new UserError(`没有名为“${name}”的版式`, meant ? `是不是“${meant}”` : `有的是：${layouts.names().join('、')}`);
  }
  const texts = new Map([...schemas, ...templates].map(({ path, text }) => [path, text]));
  const { kinds, faults } = layouts.problemsOf(name);
  const fonts = new FontLibrary(fontFolders(root));
  const hasGlyph = (codePoint: number): boolean => fonts.covers(DEFAULT_FONT, codePoint);
  const problems: LayoutProblem[] = [
    ...faults.map(fault => ({ ...fault, hint: '改正这个 JSON Schema 文件' })),
    ...schemas.filter(({ path }) => path.startsWith(`schemas/${name}/`)).flatMap(({ path, text }) => {
      const twice = duplicateKeyIn(text);
      return twice ? [{ path, line: twice.line, message: `“${twice.key}”写了两次，后一个盖掉前一个`, hint: '删去一个' }] : [];
    }),
    ...checkLayout(kinds, templates, readStyle(root), hasGlyph, !faults.length),
  ];
  const diagnostics = problems.map(problem => diagnose(problem, texts.get(problem.path) ?? ''));
  if (diagnostics.length) out(pretty(diagnostics, { colour, textOf: path => texts.get(path), placeOf: () => '' }));
  const fields = kinds.reduce((count, { concepts }) => count + concepts.size, 0);
  out(diagnostics.length
    ? `版式 ${name}：${diagnostics.length} 个问题`
    : `版式 ${name}：${kinds.length} 种表，用到 ${fields} 个概念，每一栏都印在表上，没有问题`);
  return diagnostics.length ? 1 : 0;
}

function diagnose({ path, pointer, line = 1, message, hint }: LayoutProblem, text: string): Diagnostic {
  const source = new Source(path, new TextEncoder().encode(text));
  const start = { line, column: 1 };
  const range = pointer === undefined ? { start, end: start } : placeInJson(source, pointer);
  const code = pointer === undefined ? 'layout/page' : 'layout/schema';
  return { code, severity: 'error', rank: '必改', message, hint, file: path, range };
}
