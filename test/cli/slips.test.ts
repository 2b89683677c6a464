import { expect, test } from 'vitest';
import { inProcess } from '../support/run.js';

/* Commands that a person wrote almost right. None may run without the option that was meant. */

test.each(['——strict', '—strict', '－－strict', '-－strict'])('%s is answered with the option in English dashes', async (option) => {
  const { code, stderr } = await inProcess(['check', option]);
  expect(code).toBe(2);
  expect(stderr).toContain('选项写成 --strict');
});

test('an option that npm kept for itself is reported, with the command to write', async () => {
  const kept = { npm_lifecycle_event: 'check', npm_config_list_rules: 'true' };
  expect(await inProcess(['check'], { env: kept })).toMatchObject({
    code: 2,
    stderr: '不能运行：npm 没有把 --list-rules 交给 check\n→ 前面加 --：npm run check -- --list-rules …\n',
  });
  expect((await inProcess(['check', '--list-rules'], { env: kept })).code).toBe(0);
  expect((await inProcess(['check', '--list-rules'], { env: { ...kept, npm_config_strict: '' } })).code).toBe(2);
});

test('what npm says of another script is no matter of this one', async () => {
  const { code } = await inProcess(['check', '--list-rules'], { env: { npm_lifecycle_event: 'test', npm_config_strict: 'true' } });
  expect(code).toBe(0);
});
