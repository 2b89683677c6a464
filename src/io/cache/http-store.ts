import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { UserError } from '../../model/user-error.js';
import { type EntryStore, entryPath, MAX_BYTES, StoreError } from './entry-store.js';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The time that a request may take. */
const TIMEOUT_MS = 30_000;

/**
 * A server that answers GET, HEAD and PUT of files: nginx with `dav_methods PUT`, a cache server of a build tool, or
 * S3 and what speaks its language, whose requests are signed.
 */
export class HttpStore implements EntryStore {
  private constructor(private readonly base: string, private readonly fetch: Fetch) {}

  /** @param address `https://host/prefix`; `JIXIAO_STORE_TOKEN` is sent as a bearer token */
  static plain(address: string, env: NodeJS.ProcessEnv): HttpStore {
    const url = parse(address);
    if (url.username || url.password || url.search || url.hash) {
      throw new UserError('共用缓存的网址里不要写用户名、密码和参数', '口令放在环境变量 JIXIAO_STORE_TOKEN 里');
    }
    const token = env.JIXIAO_STORE_TOKEN;
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    return new HttpStore(withoutSlash(url.href), (target, init) => fetch(target, { ...init, headers }));
  }

  /**
   * @param address `s3://bucket/prefix`. The server is that of `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`, or else
   *   Amazon's for `AWS_REGION`.
   */
  static s3(address: string, env: NodeJS.ProcessEnv): HttpStore {
    const { host: bucket, pathname } = parse(address);
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
    const sessionToken = env.AWS_SESSION_TOKEN;
    if (!accessKeyId || !secretAccessKey) {
      throw new UserError(`${address} 要有口令才能用`, '设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY；只读、公开的桶写 https:// 网址');
    }
    const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
    const server = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com`;
    const client = new AwsClient({
      accessKeyId, secretAccessKey, region, service: 's3', retries: 0, ...sessionToken && { sessionToken },
    });
    const { href } = parse(`${withoutSlash(server)}/${bucket}${pathname}`);
    return new HttpStore(withoutSlash(href), (url, init) => client.fetch(url, init));
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.request('GET', key, async (response) => {
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of response.body as ReadableStream<Uint8Array>) {
        pieces.push(piece);
        size += piece.length;
        if (size > MAX_BYTES) throw new StoreError(`${this.base}（内容太大）`);
      }
      return Buffer.concat(pieces, size);
    });
  }

  async has(key: string): Promise<boolean> {
    return await this.request('HEAD', key, () => Promise.resolve(true)) ?? false;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const stored = await this.request('PUT', key, async (response) => {
      await response.body?.cancel();
      return true;
    }, bytes);
    if (!stored) throw new StoreError(`${this.base}（没有这个位置）`);
  }

  /** @returns what is read of the answer; undefined for 404 */
  private async request<T>(
    method: string,
    key: string,
    read: (response: Response) => Promise<T>,
    bytes?: Uint8Array,
  ): Promise<T | undefined> {
    try {
      const response = await this.fetch(`${this.base}/${entryPath(key)}`, {
        method,
        redirect: 'error', // to whom a store sends us is nobody's who was named
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...bytes && { body: Buffer.from(bytes) },
      });
      if (response.ok) return await read(response);
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      throw new StoreError(`${this.base}（${response.status}）`);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError(`${this.base}（${reasonOf(error)}）`, { cause: error });
    }
  }
}

function parse(address: string): URL {
  if (!URL.canParse(address)) throw new UserError(`共用缓存的网址写得不对：${address}`, '写 https://主机/前缀，或 s3://桶/前缀');
  return new URL(address);
}

function withoutSlash(address: string): string {
  return address.endsWith('/') ? withoutSlash(address.slice(0, -1)) : address;
}

/** `fetch` puts what happened into the cause of its error. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  return name === 'TimeoutError' ? '没有回答' : cause?.code ?? message;
}
