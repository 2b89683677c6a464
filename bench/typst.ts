import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReader, formFiles } from './content.js';
import { type Outcome, say, spread } from './outcome.js';

/*
 * The same tables by typst, in one thread: node --import tsx bench/typst.ts ROOT OUT COUNT
 * Reads the YAML below ROOT, writes PDFs below OUT, says an Outcome.
 */

/** The parts of the binding that are used; it comes with bench/package.json and is not there when types are checked. */
interface Typst {
  NodeCompiler: { create: (options: { workspace: string; fontArgs: { fontPaths: string[] }[] }) => Compiler };
}
interface Compiler {
  mapShadow: (path: string, content: Buffer) => void;
  compile: (main: { mainFilePath: string; resetRead: boolean }) => Compiled;
  pdf: (document: object, options: { pdfTags: boolean }) => Buffer;
  query: (main: { mainFileContent: string }, what: { selector: string; field: string }) => string[];
  evictCache: (age: number) => void;
}
interface Compiled {
  result: object | null;
  printErrors: () => void;
}

const PACKAGE = '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu';
const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));

function createCompiler(): Compiler {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  process.env.RAYON_NUM_THREADS = '1';
  const { NodeCompiler } = require(PACKAGE) as Typst;
  const fontPaths = ['400Regular', '700Bold'].map(weight => join(fonts, weight));
  return NodeCompiler.create({ workspace: here, fontArgs: [{ fontPaths }] });
}

/** One form → a tagged PDF. @param content JSON of a FormContent */
function print(compiler: Compiler, content: string): Buffer {
  compiler.mapShadow(join(here, 'form.json'), Buffer.from(content));
  const compiled = compiler.compile({ mainFilePath: join(here, 'form.typ'), resetRead: true });
  if (!compiled.result) {
    compiled.printErrors();
    throw new Error('typst could not make a form');
  }
  const pdf = compiler.pdf(compiled.result, { pdfTags: true });
  compiler.evictCache(10); // what its documentation advises for one run over many documents
  return pdf;
}

/** @param count how many forms, evenly spread over the tree */
async function run(root: string, out: string, count: number): Promise<Outcome> {
  const files = spread(await formFiles(root), count);
  const started = performance.now();
  const read = await createReader(root);
  const compiler = createCompiler();
  let bytes = 0;
  for (const file of files) {
    const pdf = print(compiler, JSON.stringify(await read(file)));
    const target = join(out, file.replace(/\.yaml$/, '.pdf'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, pdf);
    bytes += pdf.length;
  }
  const seconds = (performance.now() - started) / 1000;
  const main = { mainFileContent: '#metadata(str(sys.version)) <version>' };
  const [version = ''] = compiler.query(main, { selector: '<version>', field: 'value' });
  return { forms: files.length, seconds, bytes, version };
}

const [root = '', out = '', count = '0'] = process.argv.slice(2);
say(await run(root, out, Number(count)));
