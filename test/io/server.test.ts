import { expect, onTestFinished, test } from 'vitest';
import { Connections } from '../../src/io/server/connections.js';
import { listen, type Site } from '../../src/io/server/server.js';
import { UserError } from '../../src/model/user-error.js';

const bugs: Error[] = [];
const failing = (error: Error): Site<null> => ({
  pathFor: () => 'a.yaml',
  page: () => { throw error; },
  asset: () => undefined,
  pdf: () => Promise.reject(error),
  open: () => Promise.reject(error),
  since: () => undefined,
  bug: bug => void bugs.push(bug),
});

async function answers(error: Error): Promise<[status: number, text: string][]> {
  const server = await listen(failing(error), new Connections<null>(() => '', () => null), 0);
  onTestFinished(server.close);
  const replies = await Promise.all(['', 'pdf?form=a.yaml'].map(path => fetch(server.url + path)));
  return Promise.all(replies.map(async reply => [reply.status, await reply.text()] as [number, string]));
}

test('a bug behind a page is told with its place, and the page says where', async () => {
  const error = new TypeError('x is undefined');
  const told = '程序出错了，这是 jixiao 的缺陷；出错的地方写在运行 watch 的终端里，请报告给维护者';
  expect(await answers(error)).toEqual([[500, told], [500, told]]);
  expect(bugs).toEqual([error, error]);
});

test('what cannot be done is no bug', async () => {
  bugs.length = 0;
  const told = '没有浏览器\n→ 运行 npm ci';
  expect(await answers(new UserError('没有浏览器', '运行 npm ci'))).toEqual([[500, told], [500, told]]);
  expect(bugs).toEqual([]);
});
