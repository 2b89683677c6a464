import type { Kind } from './form.js';

/** True for a kind with a file for each form, false for one with a single file. */
export function isPattern({ files }: Pick<Kind, 'files'>): boolean {
  return files.includes('*');
}

/** Returns the kind of a file of a department. @param path below the department's folder */
export function kindOfFile(path: string, kinds: readonly Kind[]): Kind | undefined {
  const matching = kinds.filter(({ files }) => (isPattern({ files }) ? matches(path, files) : path === files));
  return matching.find(kind => !isPattern(kind)) ?? matching[0];
}

function matches(path: string, pattern: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return path.startsWith(before) && path.endsWith(after) && !path.slice(before.length, -after.length).includes('/') &&
    path.length > before.length + after.length;
}

/** Returns the path of a kind's schema. */
export function pathOf({ layout, name }: Pick<Kind, 'layout' | 'name'>): string {
  return `schemas/${layout}/${name}.schema.json`;
}

/** Returns the path of a kind's template. */
export function templateOf({ layout, name, template }: Pick<Kind, 'layout' | 'name' | 'template'>): string {
  return `templates/${layout}/${template ?? name}.hbs`;
}
