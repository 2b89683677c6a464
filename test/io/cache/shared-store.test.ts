import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PdfCache } from '../../../src/io/cache/cache.js';
import { entryPath, StoreError } from '../../../src/io/cache/entry-store.js';
import { openStore } from '../../../src/io/cache/open-store.js';
import { SharedStore } from '../../../src/io/cache/shared-store.js';
import { sha256Of } from '../../../src/model/document.js';
import { UserError } from '../../../src/model/user-error.js';
import { emptyFolder, filesOf, run } from '../../support/run.js';

const KEY = sha256Of(Buffer.from('key'));
const OTHER = sha256Of(Buffer.from('other'));
const AWS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'a secret', AWS_REGION: 'cn-north-1' };

type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

interface FileServer {
  url: string;
  files: Map<string, Buffer>;
  /** Method and path of each request. */
  asked: string[];
}

/** Starts a server of files as nginx with `dav_methods PUT` is one. @param refuse answers a request in its place */
async function fileServer(refuse: Answer = () => false): Promise<FileServer> {
  const files = new Map<string, Buffer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      if (refuse(request, response)) return;
      const path = request.url ?? '';
      if (request.method === 'PUT') {
        files.set(path, Buffer.concat(pieces));
        response.writeHead(201).end();
        return;
      }
      const file = files.get(path);
      response.writeHead(file ? 200 : 404, file ? { 'content-length': file.length } : {});
      response.end(request.method === 'GET' ? file : undefined);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files, asked };
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** True when a request is signed with the secret: AWS Signature Version 4, as its documentation writes it down. */
function isSigned({ method, url = '', headers }: IncomingMessage): boolean {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([\da-f]{64})$/
    .exec(headers.authorization ?? '');
  if (!found) return false;
  const [, , date = '', region = '', signed = '', signature] = found;
  const lines = signed.split(';').map(name => `${name}:${String(headers[name])}\n`).join('');
  const canonical = [method, url, '', lines, signed, headers['x-amz-content-sha256']].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${date}/${region}/s3/aws4_request`, hash].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${AWS.AWS_SECRET_ACCESS_KEY}`);
  return hmac(key, text).toString('hex') === signature;
}

const onlySigned: Answer = (request, response) => {
  if (isSigned(request)) return false;
  response.writeHead(403).end();
  return true;
};

async function storeOf(kind: string): Promise<ReturnType<typeof openStore>> {
  if (kind === 'folder') return openStore(join(await emptyFolder(), '不在的', '文件夹'), {});
  if (kind === 'http') return openStore(`${(await fileServer()).url}/cache/`, {});
  return openStore('s3://bucket/prefix', { ...AWS, AWS_ENDPOINT_URL_S3: (await fileServer(onlySigned)).url });
}

test.each(['folder', 'http', 's3'])('a store gives back what was put, and knows what it has: %s', async (kind) => {
  const store = await storeOf(kind);
  expect([await store.get(KEY), await store.has(KEY)]).toEqual([undefined, false]);
  await store.put(KEY, Buffer.from('first'));
  await store.put(KEY, Buffer.from('second'));
  expect(Buffer.from(await store.get(KEY) ?? [])).toEqual(Buffer.from('second'));
  expect([await store.has(KEY), await store.has(OTHER), await store.get(OTHER)]).toEqual([true, false, undefined]);
});

test('a bucket is asked at its address, and refuses another secret', async () => {
  const { url, files } = await fileServer(onlySigned);
  const env = { ...AWS, AWS_ENDPOINT_URL: `${url}/` };
  await openStore('s3://bucket/a/b/', env).put(KEY, Buffer.from('x'));
  expect([...files.keys()]).toEqual([`/bucket/a/b/${entryPath(KEY)}`]);
  const wrong = openStore('s3://bucket/a/b', { ...env, AWS_SECRET_ACCESS_KEY: 'another' });
  await expect(wrong.get(KEY)).rejects.toThrow(StoreError);
  await expect(wrong.put(OTHER, Buffer.from('y'))).rejects.toThrow('403');
  expect(files.size).toBe(1);
});

test('the token is sent to the store and nowhere else: no redirection is followed', async () => {
  const elsewhere = await fileServer();
  const tokens: (string | undefined)[] = [];
  const { url } = await fileServer(({ headers }, response) => {
    tokens.push(headers.authorization);
    response.writeHead(302, { location: `${elsewhere.url}/x` }).end();
    return true;
  });
  const store = openStore(url, { JIXIAO_STORE_TOKEN: 'secret' });
  await expect(store.get(KEY)).rejects.toThrow(StoreError);
  await expect(store.put(KEY, Buffer.from('x'))).rejects.toThrow(StoreError);
  expect(tokens).toEqual(['Bearer secret', 'Bearer secret']);
  expect(elsewhere.asked).toEqual([]);
});

test('an answer without end is not read to its end', async () => {
  const { url } = await fileServer((_request, response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(2 ** 22);
    const more = (): void => {
      if (!response.destroyed) response.write(piece, more);
    };
    more();
    return true;
  });
  await expect(openStore(url, {}).get(KEY)).rejects.toThrow('内容太大');
});

test.each(['http', 's3'])('a server that never answers, or never ends its answer, is asked for a limited time: %s', async (kind) => {
  const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const soon = new AbortController();
    setTimeout(() => soon.abort(new DOMException('late', 'TimeoutError')), 100);
    return soon.signal;
  });
  onTestFinished(() => limit.mockRestore());
  for (const begin of [() => undefined, (response: ServerResponse) => response.writeHead(200).write('x')]) {
    const { url } = await fileServer((_request, response) => {
      begin(response);
      return true;
    });
    const store = kind === 'http' ? openStore(url, {}) : openStore('s3://bucket/a', { ...AWS, AWS_ENDPOINT_URL_S3: url });
    await expect(store.get(KEY)).rejects.toThrow('没有回答');
  }
  const [milliseconds = Infinity] = limit.mock.calls[0] ?? [];
  expect(milliseconds).toBeLessThanOrEqual(30_000); // three times that before a store is left in peace
});

test.each([
  ['ftp://host/x', '不认识'], ['https://', '写得不对'], ['https://user:word@host/x', '用户名'], ['https://host/x?y=z', '参数'],
  ['s3://bucket/x', 'AWS_ACCESS_KEY_ID'],
])('an address that is none is refused before anything is asked: %s', (address, said) => {
  const open = (): unknown => openStore(address, {});
  expect(open).toThrow(UserError);
  try { open(); } catch (error) { expect(`${(error as UserError).message} ${(error as UserError).hint}`).toContain(said); }
});

interface Machine {
  /** Gets a document from its cache. @returns what came, and how often it had to be made */
  make: (name: string) => Promise<{ bytes: string; part: string; made: number }>;
  cache: PdfCache;
  notices: string[];
}

async function machine(own?: string, base?: string): Promise<Machine> {
  const notices: string[] = [];
  const [first, second] = [own, base].map(address => (address ? openStore(address, {}) : undefined));
  const shared = new SharedStore(first, second, text => notices.push(text));
  const cache = new PdfCache(await emptyFolder(), ['identity'], shared);
  const make: Machine['make'] = async (name) => {
    let made = 0;
    const got = await cache.store([name], () => {
      made += 1;
      return Promise.resolve({ bytes: Buffer.from(`bytes of ${name}`), part: Buffer.from(`part of ${name}`), pages: 1 });
    });
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
    const read = { bytes: text(await got.bytes()), part: text(await got.part()), made };
    await cache.settled();
    return read;
  };
  return { make, cache, notices };
}

const MADE = { bytes: 'bytes of form', part: 'part of form' };

test('what one machine made, another does not make', async () => {
  const store = await emptyFolder();
  expect(await (await machine(store)).make('form')).toEqual({ ...MADE, made: 1 });
  const other = await machine(store);
  expect(await other.make('form')).toEqual({ ...MADE, made: 0 });
  expect(await (await machine(store)).make('another')).toMatchObject({ made: 1 });
  // It keeps what it took.
  await rm(store, { recursive: true });
  expect(await other.make('form')).toEqual({ ...MADE, made: 0 });
  expect(other.notices).toEqual([]);
});

test('what a machine made before it knew the store is there after its next run', async () => {
  const [store, folder] = [await emptyFolder(), await emptyFolder()];
  const make = (): Promise<never> => Promise.reject(new Error('made again'));
  await new PdfCache(folder, ['identity']).store(['form'], () =>
    Promise.resolve({ bytes: Buffer.from(MADE.bytes), part: Buffer.from(MADE.part), pages: 1 }));
  const cache = new PdfCache(folder, ['identity'], new SharedStore(openStore(store, {}), undefined, () => undefined));
  await cache.store(['form'], make);
  await cache.settled();
  expect(await (await machine(store)).make('form')).toEqual({ ...MADE, made: 0 });
});

test('an entry of the store with any byte changed, cut, or in the place of another is not used, but made anew and replaced', async () => {
  const store = await emptyFolder();
  await (await machine(store)).make('form');
  const [form = ''] = [...(await filesOf(store)).keys()];
  const whole = await readFile(join(store, form));
  await (await machine(store)).make('another');
  const another = [...(await filesOf(store)).keys()].find(name => name !== form) ?? '';
  const poisoned = [await readFile(join(store, another)), Buffer.alloc(0), Buffer.from('{}'), Buffer.concat([whole, Buffer.from('x')])];
  for (let index = 0; index < whole.length; index += 1) {
    const flipped = Buffer.from(whole);
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    poisoned.push(flipped);
    if (index % 16 === 0) poisoned.push(whole.subarray(0, index));
  }
  for (const bytes of poisoned) {
    await writeFile(join(store, form), bytes);
    const { make, notices } = await machine(store);
    expect(await make('form')).toEqual({ ...MADE, made: 1 });
    expect(notices).toEqual([expect.stringContaining('内容不对')]);
    expect(await readFile(join(store, form))).toEqual(whole);
  }
});

/** Puts something into the place of the only entry of a store. */
type Plant = (place: string, elsewhere: string) => Promise<unknown>;

test.runIf(process.platform === 'linux').each<[what: string, plant: Plant, isReplaced: boolean]>([
  ['a pipe', place => run('mkfifo', [place]), true],
  ['a folder', place => mkdir(place), false],
  ['a link to a device', place => symlink('/dev/zero', place), true],
  ['a link to a file', (place, elsewhere) => symlink(elsewhere, place), true],
  ['a link to itself', place => symlink(place, place), true],
  ['a file larger than any entry', async (place) => {
    await writeFile(place, '');
    await truncate(place, 2 ** 32);
  }, true],
])('in a store of a folder the place of an entry has %s: it is made here, and nothing is followed', async (_what, plant, isReplaced) => {
  const [store, precious] = [await emptyFolder(), join(await emptyFolder(), 'precious')];
  await writeFile(precious, 'precious');
  await (await machine(store)).make('form');
  const [form = ''] = [...(await filesOf(store)).keys()];
  const whole = await readFile(join(store, form));
  await rm(join(store, form));
  await plant(join(store, form), precious);
  const { make, notices } = await machine(store);
  expect(await make('form')).toEqual({ ...MADE, made: 1 });
  expect(notices[0]).toContain('内容不对');
  expect(await readFile(precious, 'utf8')).toBe('precious');
  expect((await readdir(dirname(join(store, form)))).length).toBe(1); // nothing unfinished
  if (isReplaced) expect(await readFile(join(store, form))).toEqual(whole);
});

test.runIf(process.platform !== 'win32')('in a store of a folder nothing is written through a link in the place of a folder', async () => {
  const [store, elsewhere] = [await emptyFolder(), await emptyFolder()];
  await (await machine(store)).make('form');
  const [form = ''] = [...(await filesOf(store)).keys()];
  await rm(join(store, dirname(form)), { recursive: true });
  await symlink(elsewhere, join(store, dirname(form)));
  const { make, notices } = await machine(store);
  expect(await make('form')).toEqual({ ...MADE, made: 1 });
  expect(notices).toEqual([expect.stringContaining('是链接')]);
  expect(await readdir(elsewhere)).toEqual([]);
});

test.runIf(process.platform === 'linux')('a pipe in the place of an entry of the user’s cache is no entry', async () => {
  const folder = await emptyFolder();
  const store = (): Promise<unknown> => new PdfCache(folder, ['identity']).store(['form'], () =>
    Promise.resolve({ bytes: Buffer.from(MADE.bytes), part: Buffer.from(MADE.part), pages: 1 }));
  await store();
  const [form = ''] = [...(await filesOf(folder)).keys()];
  await rm(join(folder, form));
  await run('mkfifo', [join(folder, form)]);
  await store();
  expect([...(await filesOf(folder)).keys()]).toEqual([form]);
});

test('a store that is only read is not written, whatever is made or found', async () => {
  const base = await fileServer();
  await (await machine(base.url)).make('form');
  base.asked.splice(0);
  const own = await emptyFolder();
  const stranger = await machine(own, base.url);
  expect(await stranger.make('form')).toEqual({ ...MADE, made: 0 });
  expect(await stranger.make('new')).toMatchObject({ made: 1 });
  stranger.cache.remember(['note'], 1);
  await stranger.cache.settled();
  expect(base.asked.filter(line => !line.startsWith('GET'))).toEqual([]);
  expect(await (await machine(own, base.url)).make('new')).toMatchObject({ made: 0 });
  const only = await machine(undefined, base.url);
  expect(await only.make('form')).toMatchObject({ made: 0 });
  expect(await only.make('new')).toMatchObject({ made: 1 });
  expect(base.asked.filter(line => !line.startsWith('GET'))).toEqual([]);
});

test('a store that is gone costs a notice, and after a few tries is left in peace', async () => {
  const { url, asked } = await fileServer((_request, response) => {
    response.writeHead(500).end();
    return true;
  });
  const { make, notices } = await machine(url);
  for (let index = 0; index < 20; index += 1) expect(await make(`form ${index}`)).toMatchObject({ made: 1 });
  expect(notices).toEqual([expect.stringMatching(/共用缓存用不上：.*500/)]);
  expect(asked.length).toBeLessThan(6);
});

test('a note of the shared store is taken in place of one that only this machine has', async () => {
  const store = await emptyFolder();
  const { cache } = await machine(store);
  const folder = await emptyFolder();
  const alone = new PdfCache(folder, ['identity']);
  alone.remember(['note'], 'here');
  const both = new PdfCache(folder, ['identity'], new SharedStore(openStore(store, {}), undefined, () => undefined));
  expect([await both.recall(['note']), await both.recall(['note'], 'shared')]).toEqual(['here', undefined]);
  cache.remember(['note'], 'there');
  await cache.settled();
  expect(await both.recall(['note'], 'shared')).toBe('there');
});
