import type { CodeEntry, Severity } from '../../model/code.js';
import type { Role } from '../../model/schema.js';
import { columns } from './columns.js';

/** The Chinese word for each severity. */
export const SEVERITY: Record<Severity, string> = { error: '错误', warning: '提醒' };

const CONSEQUENCE: Record<Severity, string> = {
  error: '错误：改好之前，这个部门不出新的文档',
  warning: '提醒：不影响出文档；加 --strict 时算不通过',
};

const FORMS: Record<Role, string> = { department: '部门表', project: '项目表', stage: '自评、监控等后续阶段的表' };

/** Explains a code to a person: what, how bad, where, why, what to do, how to waive it. */
export function explain({ id, title, severity, why, needs, roles }: CodeEntry): string {
  const lines = [
    `${title}（${id}）`,
    '',
    ...columns([
      ['  轻重', CONSEQUENCE[severity]],
      ['  检查', needs ? roles?.map(role => FORMS[role]).join('、') ?? '各种表，表上没有的栏目不查' : '每个 YAML 文件'],
      ['  说明', why],
    ]),
  ];
  if (needs) {
    lines.push('', '核对过、确实没有问题的，可以放行：在这一行的末尾或上一行写注释，写明理由', '', `  # waive ${id}: 理由`);
  }
  return lines.join('\n');
}

/** One line for each code: id, severity, title. */
export function list(codes: readonly CodeEntry[]): string {
  return columns(codes.map(({ id, severity, title }) => [id, SEVERITY[severity], title])).join('\n');
}
