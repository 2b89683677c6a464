import { groupBy } from '../model/group-by.js';
import { visible } from '../model/visible.js';
import type { Withheld } from '../model/withheld.js';

/** Files that are named one by one. */
const SHOWN = 8;

/** Returns what can still be learned of a form that is not published, for the clerk to weigh. */
export function withheldText({ file, isWhole, sharing, mentions }: Withheld): string {
  const path = file.replace(/^data\//, '').replace(/\.ya?ml$/, '');
  const parts = [
    ...isWhole ? ['整个部门都不公开'] : [],
    ...sharing === 1 ? ['部门合计减去公开的项目就是它的预算'] : [],
    ...sharing > 1 ? [`部门合计减去公开的项目，就是它和另外 ${sharing - 1} 张不公开的表的预算之和`] : [],
    ...mentions.length ? [`它的名称还写在 ${placesOf(mentions, file)}`] : [],
  ];
  return `不公开的 ${visible(path)}：${parts.join('；') || '公开的表里没有找到它的名称，也算不出它的预算'}`;
}

/** The line for the case that nothing is left to be published. */
export const NOTHING_PUBLIC = '公开版是空的：没有一张表是要公开的';

function placesOf(mentions: Withheld['mentions'], about: string): string {
  const department = about.split('/').slice(0, 3).join('/');
  const places = [...groupBy(mentions, ({ file }) => file)].map(([file, own]) => {
    const name = file.startsWith(`${department}/`) ? file.slice(department.length + 1) : file.replace(/^data\//, '');
    return `${visible(name)} 第 ${own.map(({ line }) => line).join('、')} 行`;
  });
  return `${places.slice(0, SHOWN).join('，')}${places.length > SHOWN ? ` 等 ${places.length} 个文件` : ''}`;
}
