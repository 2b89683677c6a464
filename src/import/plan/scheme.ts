import type { Layouts } from '../../load/layouts.js';
import type { Kind } from '../../model/form.js';
import { groupBy } from '../../model/group-by.js';
import { departmentOf, type YearInput } from '../../model/inputs.js';
import type { Schema } from '../../model/schema.js';
import { type Fields, treeAt } from '../recognise/draft.js';
import { yamlText } from '../../model/yaml-text.js';

/**
 * Returns the schemes that forms need and that are not there: of a year without one, and of a department whose
 * forms are of
 * another layout than the year's.
 */
export function schemesFor(
  forms: readonly { path: string; kind: Kind; data: Fields }[],
  years: readonly YearInput[],
  layouts: Layouts,
): { path: string; text: string }[] {
  const { schema } = layouts.scheme;
  return [...groupBy(forms, ({ path }) => path.split('/').slice(0, 2).join('/'))].flatMap(([folder, ofYear]) => {
    const year = years.find(({ path }) => path === folder);
    const layoutOf = (kinds: readonly Kind[] | undefined): string => kinds?.[0]?.layout ?? layouts.defaultLayout();
    const [first] = ofYear;
    const common = year?.scheme ? layoutOf(layouts.kindsFor([year.scheme])) : (first?.kind.layout ?? '');
    const own = `${folder}/scheme.yaml`;
    const named = common === layouts.defaultLayout() ? undefined : common;
    const ofCommon = ofYear.filter(({ kind }) => kind.layout === common).map(({ data }) => data);
    const others = [...groupBy(ofYear, ({ path }) => departmentOf(path))].flatMap(([department, ofDepartment]) => {
      const [{ kind } = {}] = ofDepartment;
      const known = year?.departments.find(({ path }) => path === department);
      const isOther = kind !== undefined && kind.layout !== (known?.scheme ? layoutOf(known.kinds) : common);
      const path = `${department}/scheme.yaml`;
      return isOther && !known?.scheme
        ? [
            {
              path,
              text: schemeText(
                kind.layout,
                ofDepartment.map(({ data }) => data),
                schema,
                path,
              ),
            },
          ]
        : [];
    });
    return [...(year?.scheme ? [] : [{ path: own, text: schemeText(named, ofCommon, schema, own) }]), ...others];
  });
}

/**
 * Returns the scheme of a year that has none: its layout, and the classes of the forms in the order in which they come.
 *
 * @param schema of schemes, with its keys
 * @param path of the file; two folders below `data/` for a year
 */
function schemeText(layout: string | undefined, forms: readonly Fields[], schema: Schema, path: string): string {
  const key = (code: string): string => schema.properties?.[code]?.key ?? code;
  const classes = new Map<string, Set<string>>();
  for (const form of forms) {
    for (const table of ['/indicators', '/termIndicators']) {
      const rows = treeAt(form, table);
      for (const row of Array.isArray(rows) ? rows : []) {
        const [level1, level2] = [treeAt(row, '/level1'), treeAt(row, '/level2')];
        if (typeof level1 !== 'string') continue;
        const below = classes.get(level1) ?? new Set();
        if (typeof level2 === 'string') below.add(level2);
        classes.set(level1, below);
      }
    }
  }
  const up = '../'.repeat(path.split('/').length - 1);
  return (
    [
      `# yaml-language-server: $schema=${up}schemas/scheme.schema.json`,
      ...(layout === undefined ? [] : [`${key('layout')}: ${layout}`]),
      ...(classes.size ? [`${key('taxonomy')}:`] : []),
      ...[...classes].flatMap(([name, below]) => [
        `  ${yamlText(name)}:${below.size ? '' : ' []'}`,
        ...[...below].map(word => `    - ${yamlText(word)}`),
      ]),
    ].join('\n') + '\n'
  );
}
