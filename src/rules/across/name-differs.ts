import { lettersOf } from '../../model/indicator-name.js';
import { formsOf } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule, type Finding } from '../rule.js';
import { indicatorsOf, type PlacedRow } from '../reading/fields.js';
import { unitKeysOf } from '../reading/figures.js';
import { type KnownName, KnownNames } from '../reading/known-names.js';

/** The names in the forms of the department, those of the year before first, where they are not known already. */
const ownNames = oncePer((department: Context) => {
  const names = new KnownNames();
  for (const form of [...department.lastYear, ...formsOf(department)]) {
    if (!department.knownNames.has(form)) names.add(form);
  }
  return names;
});

export default defineRule({
  id: 'name-differs',
  title: '同一个指标别处叫法不一样',
  needs: ['indicators', 'indicator.target'],
  roles: ['department', 'project'],
  readsOutside: true,
  rank: '提示',
  why: '说的是一件事，这里叫“培训人次”，别的部门、别的年度叫“培训人数”，汇总和对比时就成了两项。请统一成常用的名称和单位；不是一件事的，名称里写清区别。',
  *check(form, department) {
    const inForm = new Set(indicatorsOf(form).map(({ indicator: { name } }) => lettersOf(name)));
    for (const row of indicatorsOf(form)) {
      const { indicator } = row;
      const names = joined(department.knownNames.of(indicator), ownNames(department).of(indicator));
      const own = names.get(lettersOf(indicator.name));
      // In their order: of two names used equally often the first counts.
      const [common] = [...names.values()].sort((a, b) => b.count - a.count);
      if (!own || !common) continue;
      // A form that has both names means two things.
      if (common !== own && !inForm.has(lettersOf(common.name))) yield* sayName(row, common);
      else if (common === own) yield* sayUnit(row, own, unitKeysOf(department.scheme));
    }
  },
});

function* sayName({ indicator, place }: PlacedRow, known: KnownName): Iterable<Finding> {
  const { name: other, count, form, at, units } = known;
  const unit = mostUsed(units);
  yield {
    at: place('name'),
    message: `“${indicator.name}”别处叫“${other}”（${count} 处，如 ${whereOf(form.source.path)}）`,
    hint: `是一件事的，统一叫“${other}”${unit ? `，单位 ${unit}` : ''}；不是一件事的，名称里写清区别`,
    related: [{ form, at, message: `这里叫“${other}”` }],
  };
}

function* sayUnit(
  { indicator: { name, unit }, place }: PlacedRow,
  { units, form, at }: KnownName,
  keysOf: (unit: string) => readonly string[],
): Iterable<Finding> {
  const common = mostUsed(units);
  const isSame = keysOf(unit).some(key => keysOf(common).includes(key));
  if (!unit || !common || isSame || (units.get(common) ?? 0) <= (units.get(unit) ?? 0)) return;
  yield {
    at: place('unit'),
    message: `“${name}”的单位这里是“${unit}”，别处是“${common}”（${units.get(common) ?? 0} 处）`,
    hint: `是一件事的，统一写“${common}”；不是一件事的，名称里写清区别`,
    related: [{ form, at, message: `这里也有“${name}”` }],
  };
}

/** Joins the names of other departments and of this one; one that both have is counted in both. */
function joined(others: ReadonlyMap<string, KnownName>, own: ReadonlyMap<string, KnownName>): Map<string, KnownName> {
  const all = new Map(others);
  for (const [letters, name] of own) {
    const known = all.get(letters);
    const units = new Map(known?.units);
    for (const [unit, count] of name.units) units.set(unit, (units.get(unit) ?? 0) + count);
    all.set(letters, known ? { ...known, count: known.count + name.count, units } : name);
  }
  return all;
}

function mostUsed(units: ReadonlyMap<string, number>): string {
  return [...units].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** `data/2023/甲/projects/01-乙.yaml` → `2023 甲 01-乙` */
function whereOf(path: string): string {
  const [, year = '', name = '', ...rest] = path.split('/');
  return [year, name, rest.at(-1)?.replace(/\.yaml$/, '')].filter(Boolean).join(' ');
}
