import { join } from 'node:path';
import launchEditor from 'launch-editor';
import { visible } from '../../model/visible.js';

/** An editor that is not there or refuses the file says so within this time. */
const WAIT_MS = 1200;

/**
 * Opens a file in the editor that is running, or that LAUNCH_EDITOR, VISUAL or EDITOR names.
 *
 * @param path relative to the root; one that the inputs list
 * @returns why it could not be opened, in Chinese; `undefined` when nothing went wrong
 */
export async function openInEditor(
  root: string,
  path: string,
  line: number,
  column: number,
): Promise<string | undefined> {
  // The path becomes an argument of a program, and a line of the terminal.
  if (visible(path) !== path) return '文件名里有看不见的字符，请先改名';
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), WAIT_MS);
    launchEditor(`${join(root, path)}:${line}:${column}`, (_file, message) => {
      clearTimeout(timer);
      resolve(message === null
        ? '没有找到编辑器。请先打开编辑器，或在环境变量 LAUNCH_EDITOR 里写上它的命令，如 code'
        : `编辑器没有打开（${message}）。请自己打开 ${path}，第 ${line} 行`);
    });
  });
}
