import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import { UserError } from '../../model/user-error.js';
import { isSystemError } from '../system-error.js';
import type { Asset } from './assets.js';
import type { Connections } from './connections.js';
import { guard, headers, newToken } from './guard.js';

/** The server answers with these. No answer is a file that the address names. */
export interface Site<Dirty> {
  /** Returns the path of the form to show. @param asked by the address */
  pathFor: (asked: string | undefined) => string;
  page: (path: string) => string;
  /** Returns a file of the page by its name; `undefined` for one that does not exist. */
  asset: (name: string) => Asset | undefined;
  /** Returns the PDF of a form, or why there is none. */
  pdf: (path: string) => Promise<Uint8Array | string>;
  /** Opens a file in the editor. @returns why it could not; `undefined` when it could */
  open: (file: string, line: number, column: number) => Promise<string | undefined>;
  /** Returns what a page lacks that was made at a version. */
  since: (version: number) => Dirty | undefined;
  /** Told every error that is a bug: the answer only says that there was one. */
  bug: (error: Error) => void;
}

/** A server that listens. */
export interface Listening {
  /** The address to open, with the token. */
  url: string;
  close: () => Promise<void>;
}

const TOO_LONG = 4096;

/**
 * Serves the preview to this machine only.
 *
 * @param wanted the port; 0 for a free one
 * @throws UserError when the port is taken
 */
export async function listen<Dirty>(
  site: Site<Dirty>,
  connections: Connections<Dirty>,
  wanted: number,
): Promise<Listening> {
  const token = newToken();
  let port = wanted;
  const app = new Hono();
  app.use(headers, guard(token, () => port), async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  const formOf = (context: Context): string => site.pathFor(context.req.query('form'));
  app.get('/:token/', context => context.html(site.page(formOf(context))));
  app.get('/:token/events', context => streamSSE(context, stream =>
    connections.serve(stream, formOf(context), site.since(Number(context.req.query('since'))))));
  app.get('/:token/pdf', async (context) => {
    const pdf = await site.pdf(formOf(context));
    if (typeof pdf === 'string') return context.text(pdf, 409);
    return context.body(new Uint8Array(pdf), 200, { 'Content-Type': 'application/pdf' });
  });
  app.post('/:token/open', bodyLimit({ maxSize: TOO_LONG }), async (context) => {
    const asked = readOpen(await context.req.json().catch(() => undefined));
    if (!asked) return context.json({ message: '请求不对' }, 400);
    return context.json({ message: await site.open(...asked) ?? '' });
  });
  app.get('/:token/*', async (context) => {
    const name = context.req.path.slice(token.length + 2);
    const found = site.asset(name);
    if (!found) return context.text('没有这个网页', 404);
    return context.body(new Uint8Array(await found.bytes()), 200, { 'Content-Type': found.type });
  });
  app.notFound(context => context.text('没有这个网页', 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof UserError) return context.text([error.message, error.hint].filter(Boolean).join('\n→ '), 500);
    site.bug(error);
    return context.text('程序出错了，这是 jixiao 的缺陷；出错的地方写在运行 watch 的终端里，请报告给维护者', 500);
  });

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, wanted)));
    server.listen({ port: wanted, host: '127.0.0.1' }, resolve);
  });
  ({ port } = server.address() as AddressInfo);
  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    close: async () => {
      connections.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Returns what a request asks to open; `undefined` for a request of another shape. */
function readOpen(body: unknown): [file: string, line: number, column: number] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { file, line, column } = body as Record<string, unknown>;
  const isPlace = [line, column].every(one => Number.isInteger(one) && (one as number) > 0 && (one as number) < 1e7);
  return typeof file === 'string' && isPlace ? [file, line as number, column as number] : undefined;
}

function explain(error: Error, port: number): Error {
  if (!isSystemError(error)) return error;
  const reason = error.code === 'EADDRINUSE' ? '别的程序在用' : `系统报错 ${error.code}`;
  return new UserError(`端口 ${port} 用不了：${reason}`, '换一个端口，或不写 --port');
}
