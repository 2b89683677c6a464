import { html } from '../report/html.js';
import { chartsOfDepartment, type DepartmentFacts } from './charts/of-department.js';
import { formTable, INDEX, rankFacts } from './index-page.js';
import { linkFrom } from './links.js';
import { amount, chartSection, documentLinks, type Surroundings } from './parts.js';
import { shell } from './shell.js';

/** Returns the path of the page of a department. */
export function departmentPath({ year, folder }: { year: string; folder: string }): string {
  return `${year}/${folder}/index.html`;
}

/** Returns the page of a department: its forms, and charts of them. */
export async function departmentPage(facts: DepartmentFacts, surroundings: Surroundings): Promise<string> {
  const { entry } = facts;
  const { year, folder, name, budget, forms } = entry;
  const path = departmentPath(entry);
  const projects = forms.filter(({ role }) => role === 'project');
  const whole = projects.reduce((total, one) => total + Number(one.budget ?? 0), 0);
  const volume = documentLinks(path, `${year}/${folder}/volume`, `${name}汇编`, surroundings);
  const charts = await chartsOfDepartment(surroundings.isPublic ? { ...facts, problems: [] } : facts);
  const body = html`<header>
<nav aria-label="位置"><a href="${linkFrom(path, INDEX)}">目录</a> › <a href="${linkFrom(path, INDEX)}#y${year}">${year} 年</a></nav>
<h1>${name}</h1>
<p class="facts"><span><b>${amount(budget)}</b> 万元</span> <span><b>${projects.length}</b> 个项目</span> <span><b>${forms.reduce((count, { indicators }) => count + indicators, 0)}</b> 项指标</span>${
  surroundings.isPublic ? '' : html` ${rankFacts(forms)}`} ${volume.text ? html`<span>汇编 ${volume}</span>` : ''}</p>
</header>
<main>
<section aria-labelledby="forms"><h2 id="forms">各张表</h2>
${formTable(path, entry, whole, surroundings)}
</section>
<h2>图</h2>
${chartSection(charts)}
</main>`;
  return shell({ path, title: `${name} ${year} 年绩效目标`, body, scripts: ['catalogue.js'] });
}
