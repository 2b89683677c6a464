import Handlebars from 'handlebars';
import { similar } from '../model/similar.js';
import { UserError } from '../model/user-error.js';
import type { PageView } from './views/page.js';
import { type PageFault, sealPage } from './seal-page.js';
import { strictView, UnknownName } from './strict-view.js';
import { EndlessPage, PageBudget, refuseHuge } from './template-limits.js';

/**
 * Returns the HTML page of a view, made by the template of that name. It contains no script and loads nothing external.
 */
export type Renderer = (page: PageName, view: { page: PageView; partial?: string }) => string;

/** A single form, or several bound together. */
export type PageName = 'form' | 'volume';

export interface Template {
  /** `shapingba/project`, `partials/prose` or `pages/form` */
  name: string;
  /** The path for messages. */
  path: string;
  text: string;
}

const OPTIONS: CompileOptions = {
  strict: true,
  // Handlebars adds all of its own to them: `log` would print commands to the log of a CI job.
  knownHelpers: { each: true, if: true, unless: true, lookup: true, log: false, with: false },
  knownHelpersOnly: true,
  explicitPartialContext: true,
};

/** Variables that Handlebars provides in a block. */
const KNOWN_DATA = new Set(['first', 'last', 'index', 'key', 'root', 'partial-block']);

/**
 * Compiles the templates. Text of the data is always escaped. A name that the view does not have is an error wherever
 * it is used: in an expression, `#each`, `#if`, or as a partial's context.
 *
 * @throws UserError when a template is invalid; the renderer also, when a template uses an unknown name or makes a page
 *   that is more than a document ({@link sealPage})
 */
export function createRenderer(templates: readonly Template[], tolerated?: ReadonlySet<string>): Renderer {
  refuseHuge(templates);
  const engine = Handlebars.create();
  const budget = new PageBudget();
  engine.registerHelper('each', budget.loop(engine.helpers.each as Parameters<PageBudget['loop']>[0]));
  const syntax = new Map<Template, hbs.AST.Program>();
  for (const template of templates) {
    syntax.set(template, parseStrictly(engine, template));
    // The templates of layouts are partials of pages.
    const partial = template.name.replace(/^partials\//, '');
    engine.registerPartial(partial, budget.counted(engine.compile(template.text, OPTIONS)));
  }
  const pages = new Map<string, HandlebarsTemplateDelegate>();
  return (kind, view) => {
    const named = view.partial ?? `pages/${kind}`;
    const template = templates.find(({ name }) => name === named);
    const frame = templates.find(({ name }) => name === `pages/${kind}`);
    if (!template || !frame) throw new UserError(`缺少模板 templates/${named}.hbs`, '补上这个文件；表样定义里的 form.template 是模板名');
    let page = pages.get(kind);
    if (!page) pages.set(kind, (page = engine.compile(frame.text, OPTIONS)));
    budget.reset();
    const html = fill(page, strictView(view, tolerated), template, syntax);
    if (kind === 'form' && !html.includes('<article')) {
      throw new UserError(`模板 ${template.path}：没有 {{#> form this}}`, '整个模板写在 {{#> form this}} 和 {{/form}} 之间，才有标题、页面和字体');
    }
    const sealed = sealPage(html);
    if (typeof sealed !== 'string') throw refusal(sealed, template, templates);
    return sealed;
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Runs a page with a strict view. Every error in it is caused by the template: no other code runs in there. */
function fill(
  page: HandlebarsTemplateDelegate,
  view: object,
  template: Template,
  syntax: ReadonlyMap<Template, hbs.AST.Program>,
): string {
  try {
    return page(view);
  } catch (error) {
    throw explain(error as Error, template, syntax);
  }
}

/** Parses a template. @throws UserError when its syntax is wrong */
function parse(engine: typeof Handlebars, { path, text }: Template): hbs.AST.Program {
  try {
    return engine.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const line = /^Parse error on line (\d+)/.exec(message)?.[1];
    const where = line === undefined ? path : `${path} 第 ${line} 行`;
    throw new UserError(`模板 ${where}：写法有错，{{ }} 没有写对或没有配对`, '对照模板里的同类写法改正；{{#each}}、{{#if}} 要有 {{/each}}、{{/if}}', { cause: error });
  }
}

/** Parses a template and rejects constructs that Handlebars accepts silently. */
function parseStrictly(engine: typeof Handlebars, template: Template): hbs.AST.Program {
  const program = parse(engine, template);
  const fail = (node: hbs.AST.Node, message: string, hint: string): never => {
    throw new UserError(`模板 ${template.path} 第 ${node.loc.start.line} 行：${message}`, hint);
  };
  class Check extends Handlebars.Visitor {
    override PathExpression(path: hbs.AST.PathExpression): void {
      const [name] = path.parts;
      if (path.data && name !== undefined && !KNOWN_DATA.has(name)) {
        fail(path, `没有 @${name}`, `可以用的有：${[...KNOWN_DATA].map(known => `@${known}`).join('、')}`);
      }
    }

    override PartialStatement(partial: hbs.AST.PartialStatement): void {
      if ((partial.hash as hbs.AST.Hash | undefined)?.pairs.length) fail(partial, '引用部分模板时用了“名称=值”，写错的名称会查不出来', '改为传一个对象，如 {{> prose 绩效目标}}');
      super.PartialStatement(partial);
    }

    override Decorator(decorator: hbs.AST.Decorator): void {
      fail(decorator, '不能用 {{* …}}', '删去它');
    }

    override DecoratorBlock(block: hbs.AST.DecoratorBlock): void {
      fail(block, '不能用 {{#* …}}', '把部分模板写成 templates/partials 里的文件');
    }

    override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
      if (!mustache.escaped) fail(mustache, '用了三个大括号，数据里的 < > 会变成标签', '改用两个大括号');
      super.MustacheStatement(mustache);
    }
  }
  new Check().accept(program);
  return program;
}

/** Returns an error while rendering as one with the template, the place, and the possible names. */
function explain(error: Error, template: Template, syntax: ReadonlyMap<Template, hbs.AST.Program>): UserError {
  if (error instanceof UnknownName) {
    const { where = template.path } = locate(error.unknown, syntax) ?? {};
    const meant = similar(error.unknown, error.known);
    const hint = `${meant === undefined ? '' : `是不是“${meant}”；`}可以用的有：${error.known.join('、')}`;
    return new UserError(`模板 ${where}：没有名为“${error.unknown}”的内容`, hint, { cause: error });
  }
  const partial = error.message.match(/^The partial (\S+) could not be found/)?.[1];
  if (partial) {
    const all = [...syntax.keys()];
    const user = all.find(({ text }) => new RegExp(`\\{\\{#?> ?${escapeRegExp(partial)}[\\s}]`).test(text)) ?? template;
    const line = user.text.split('\n').findIndex(one => one.includes(partial)) + 1;
    const meant = similar(partial, all.map(({ name }) => name.replace(/^partials\//, '')));
    const hint = meant === undefined ? '补上文件或改正名称' : `是不是 ${meant}`;
    return new UserError(`模板 ${user.path} 第 ${line} 行：没有部分模板 ${partial}`, hint);
  }
  if (error instanceof EndlessPage) return new UserError(`模板 ${template.path}：印出来没有尽头`, '检查套在一起的 {{#each}} 和重复引用的 {{> …}}', { cause: error });
  if (error instanceof RangeError) return new UserError(`模板 ${template.path}：模板引用了自己，没有尽头`, '删去引用自己的 {{> …}}', { cause: error });
  // Any other error here is caused by the template.
  return new UserError(`模板 ${template.path} 不能用：${error.message}`, '对照程序自带的模板改正', { cause: error });
}

/**
 * Returns the error for a page that {@link sealPage} refuses, with the template and line. For markup that is not found
 * in one piece, it is the template of the page.
 */
function refusal({ message, hint, near }: PageFault, page: Template, templates: readonly Template[]): UserError {
  for (const { path, text } of templates) {
    const offset = text.toLowerCase().indexOf(near.toLowerCase());
    if (offset >= 0) return new UserError(`模板 ${path} 第 ${text.slice(0, offset).split('\n').length} 行：${message}`, hint);
  }
  return new UserError(`模板 ${page.path}：${message}`, hint);
}

function locate(name: string, syntax: ReadonlyMap<Template, hbs.AST.Program>): { where: string } | undefined {
  for (const [template, program] of syntax) {
    let line: number | undefined;
    class Find extends Handlebars.Visitor {
      override PathExpression(path: hbs.AST.PathExpression): void {
        if ((path.parts).includes(name)) line ??= path.loc.start.line;
      }
    }
    new Find().accept(program);
    if (line !== undefined) return { where: `${template.path} 第 ${line} 行` };
  }
  return undefined;
}
