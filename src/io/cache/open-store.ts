import { resolve } from 'node:path';
import { UserError } from '../../model/user-error.js';
import type { EntryStore } from './entry-store.js';
import { FolderStore } from './folder-store.js';
import { HttpStore } from './http-store.js';

/**
 * Opens a store; nothing is asked of it yet.
 *
 * @param address a folder, `https://host/prefix`, or `s3://bucket/prefix`
 * @param env holds the credentials: `JIXIAO_STORE_TOKEN` for HTTP, the usual `AWS_…` for S3
 * @throws UserError when it is no address of a store, or credentials are missing
 */
export function openStore(address: string, env: NodeJS.ProcessEnv): EntryStore {
  const [, scheme] = /^([a-z][a-z\d+.-]+):\/\//i.exec(address) ?? [];
  switch (scheme?.toLowerCase()) {
    case undefined: return new FolderStore(resolve(address));
    case 'http':
    case 'https': return HttpStore.plain(address, env);
    case 's3': return HttpStore.s3(address, env);
    default: throw new UserError(`不认识这种共用缓存：${address}`, '写一个文件夹、https:// 网址，或 s3://桶/前缀');
  }
}
