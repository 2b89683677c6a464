import { sep } from 'node:path';
import { UserError } from '../../model/user-error.js';

const REASONS: Record<string, string> = {
  ENOSPC: '磁盘满了：腾出空间再运行',
  EDQUOT: '磁盘配额用完了：腾出空间再运行',
  EFBIG: '文件超过了允许的大小：检查磁盘配额或 ulimit -f',
  EACCES: '没有写入权限：改文件夹的权限，或用 --out 换一个文件夹',
  EPERM: '没有写入权限：改文件夹的权限，或用 --out 换一个文件夹',
  EROFS: '磁盘是只读的：用 --out 换一个文件夹',
  ENOTDIR: '路径中有一段不是文件夹：用 --out 换一个文件夹',
  EEXIST: '同名的不是文件夹：改名，或用 --out 换一个文件夹',
  ENOENT: '这里不能建文件夹：用 --out 换一个文件夹',
  ENAMETOOLONG: '名称太长：改短',
  ELOOP: '链接绕成了圈：用 --out 换一个文件夹',
};

/** Runs an action that writes to `path`. @throws UserError in place of an error of the system */
export async function cannotWrite<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof UserError || !code) throw error;
    throw new UserError(`写不了 ${path.split(sep).join('/')}（${code}）`, REASONS[code] ?? message, { cause: error });
  }
}
