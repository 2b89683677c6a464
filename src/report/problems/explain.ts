import type { CodeEntry } from '../../model/code.js';
import { type Level, levelOf } from '../../model/rank.js';
import type { Role } from '../../model/schema.js';
import { columns } from './columns.js';

const CONSEQUENCE: Record<Level, string> = {
  错误: '错误：改好之前，这个部门只出草稿',
  必改: '必改：算得出来的错，或做不到、不合规定；不影响出文档，加 --strict 时算不通过',
  应改: '应改：审核的人会退回；不影响出文档，加 --strict 时算不通过',
  可自动改: '可自动改：--fix 能改好；不影响出文档，加 --strict 时算不通过',
  提示: '提示：值得看一眼；加 --rank 提示 才列出',
};

const FORMS: Record<Role, string> = { department: '部门表', project: '项目表', stage: '自评、监控等后续阶段的表' };

/** Explains a code to a person: what, how bad, where, why, what to do, how to waive it. */
export function explain(entry: CodeEntry): string {
  const { id, title, why, needs, roles } = entry;
  const lines = [
    `${title}（${id}）`,
    '',
    ...columns([
      ['  轻重', CONSEQUENCE[levelOf(entry)]],
      ['  检查', needs ? roles?.map(role => FORMS[role]).join('、') ?? '各种表，表上没有的栏目不查' : '每个 YAML 文件'],
      ['  说明', why],
    ]),
  ];
  if (needs) {
    lines.push('', '核对过、确实没有问题的，可以放行：在这一行的末尾或上一行写注释，写明理由', '', `  # 放行 ${id}: 理由`);
  }
  return lines.join('\n');
}

/** One line for each code: id, how bad it is, title. */
export function list(codes: readonly CodeEntry[]): string {
  return columns(codes.map(entry => [entry.id, levelOf(entry), entry.title])).join('\n');
}
