import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Big from 'big.js';

const REAL = new URL('../data/2024/', import.meta.url);
const DEPARTMENT = '沙坪坝街道';

/**
 * A tree of forms made from the 18 real ones: the department again and again, with other names and figures, so that no
 * two forms are equal. The last department has as many projects as are left.
 *
 * @param forms how many forms in all
 */
export async function writeTree(root: string, forms: number): Promise<void> {
  const year = join(root, 'data/2024');
  await mkdir(year, { recursive: true });
  await cp(new URL('scheme.yaml', REAL), join(year, 'scheme.yaml'));
  const department = await readFile(new URL(`${DEPARTMENT}/department.yaml`, REAL), 'utf8');
  const names = (await readdir(new URL(`${DEPARTMENT}/projects`, REAL))).sort();
  const projects = await Promise.all(
    names.map(name => readFile(new URL(`${DEPARTMENT}/projects/${encodeURIComponent(name)}`, REAL), 'utf8')),
  );
  for (let made = 0, number = 1; made < forms; number += 1) {
    const count = Math.min(projects.length, Math.max(0, forms - made - 1));
    const folder = join(year, `${String(number).padStart(3, '0')}-${DEPARTMENT}`);
    await mkdir(join(folder, 'projects'), { recursive: true });
    let total = new Big(0);
    for (let index = 0; index < count; index += 1) {
      const extra = new Big(number).div(100);
      const text = (projects[index] ?? '')
        .replace(/(年度预算|本级支出): (\S+)/g, (_, key: string, value: string) => `${key}: ${extra.plus(value).toFixed()}`)
        .replace(/专项资金名称: (.*)/, `专项资金名称: $1（${number}号）`);
      total = total.plus(/年度预算: (\S+)/.exec(text)?.[1] ?? 0);
      await writeFile(join(folder, 'projects', names[index] ?? ''), text);
    }
    const budget = count ? total.toFixed() : '1 # waive budget-projects: 没有项目';
    const text = department
      .replace(/支出预算总量: .*/, `支出预算总量: ${budget}`)
      .replace(/编制单位: (.*)/, `编制单位: $1（${number}号）`);
    await writeFile(join(folder, 'department.yaml'), text);
    made += count + 1;
  }
}
