import { html } from '../report/html.js';
import { chartsOfDepartment, type DepartmentFacts } from './charts/of-department.js';
import { countIndicators, projectsIn } from './entry.js';
import { formTable } from './form-table.js';
import { departmentPath, INDEX, linkFrom } from './links.js';
import { amount, chartSection, documentLinks, problemFacts, type Surroundings } from './parts.js';
import { shell } from './shell.js';

/** Returns the page of a department: its forms, and charts of them. */
export async function departmentPage(facts: DepartmentFacts, surroundings: Surroundings): Promise<string> {
  const { entry } = facts;
  const { year, folder, name, budget, forms } = entry;
  const path = departmentPath(entry);
  const volume = documentLinks(path, `${year}/${folder}/volume`, `${name}汇编`, surroundings);
  const charts = await chartsOfDepartment(surroundings.isPublic ? { ...facts, problems: [] } : facts);
  const body = html`<header>
<nav aria-label="位置"><a href="${linkFrom(path, INDEX)}">目录</a> › <a href="${linkFrom(path, INDEX)}#y${year}">${year} 年</a></nav>
<h1>${name}</h1>
<p class="facts"><span><b>${amount(budget)}</b> 万元</span> <span><b>${amount(projectsIn(forms).length)}</b> 个项目</span> <span><b>${amount(countIndicators(forms))}</b> 项指标</span> ${
  problemFacts(forms, surroundings)}${volume.text ? html`<span>汇编 ${volume}</span>` : ''}</p>
</header>
<main>
<section aria-labelledby="forms"><h2 id="forms">各张表</h2>
${formTable(path, entry, surroundings)}
</section>
${charts.length
  ? html`<h2>图</h2>
${chartSection(charts, year)}`
  : ''}
</main>`;
  return shell({ path, title: `${name} ${year} 年绩效目标`, body, scripts: ['catalogue.js'] });
}
