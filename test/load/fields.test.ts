import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRoot, edit, inProcess, PROJECT } from '../support/run.js';

/** What is said of fields in texts. */
async function told(text: string): Promise<string[]> {
  const root = await cleanRoot();
  await edit(join(root, PROJECT), before => before.replace('  建立台账', `${text}\n  建立台账`));
  const { stdout } = await inProcess(['check', '--root', root, '--format', 'json']);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  return diagnostics.map(({ code }) => code).filter(code => /in-text|comment|unknown-field|yaml/.test(code));
}

test.each([
  '  绩效目标：完成以下工作。', '  绩效目标: 完成以下工作。', '  项目概况: 见上。', '  立项依据：见附件。', '  预算: 由财政安排。', '  权重: 高。',
  '  - 完成采购。\n  - 完成盘点。', '  名称: 甲。\n  单位: 乙。', '  公开: 每季度公示一次。', '  #2 楼办公设备，', '  公开：否决的不采购。',
])('prose that begins with a label is no field: %j', async (text) => {
  expect(await told(text)).toEqual([]);
});

test.each([['  公开: 否'], ['  不公开理由: 涉密'], ['  - 一级: 产出\n    名称: 甲']])('a field in a text is told: %j', async (text) => {
  expect(await told(text)).toEqual(['schema/in-text']);
});
