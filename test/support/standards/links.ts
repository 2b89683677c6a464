import { pdf, pdfa, ua } from './faults.js';
import type { PdfFile } from './file.js';
import type { Page } from './pages.js';
import { type Element, elementsBelow } from './structure.js';
import { readTree } from './trees.js';
import { bytesOf, type Dict, listOf, nameOf, numberOf, textOf, type Value } from './values.js';

const ANNOTATIONS = new Set(('Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut ' +
  'Stamp Caret Ink Popup FileAttachment Widget PrinterMark Watermark Redact').split(' '));
const ACTIONS = /^(GoTo|GoToR|GoToE|Thread|URI|Named|SubmitForm)$/;
const [INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE] = [1, 2, 4, 32, 256];

/** Checks the annotations of all pages, and all actions and destinations. */
export function checkLinks(
  file: PdfFile, pages: readonly Page[], top: readonly Element[], parents: Map<number, Value>,
): void {
  const owners = new Map<Dict | undefined, Element>();
  for (const element of elementsBelow(top)) {
    for (const kid of element.kids) {
      if (kid.kind !== 'object') continue;
      file.faults.must(!owners.has(kid.object), 'annotation that two elements have', pdf('14.7.4.3'));
      owners.set(kid.object, element);
    }
  }
  const onPages = new Set<Dict | undefined>();
  for (const { dict } of pages) {
    const annotations = file.list(dict, 'Annots').map(value => file.dict(value));
    file.faults.must(!annotations.length || nameOf(file.at(dict, 'Tabs')) === 'S', 'page with annotations without Tabs S', ua('7.18.3'));
    for (const annotation of annotations) {
      onPages.add(annotation);
      if (annotation) checkAnnotation(file, annotation, dict, owners.get(annotation), parents);
    }
  }
  file.faults.add('element with an annotation that no page has', pdf('14.7.4.3'),
    [...owners.keys()].filter(object => !onPages.has(object)).length);
  checkTargets(file, pages);
}

function checkAnnotation(
  file: PdfFile, annotation: Dict, page: Dict, owner: Element | undefined, parents: Map<number, Value>,
): void {
  const { faults } = file;
  const type = nameOf(file.at(annotation, 'Subtype')) ?? '';
  faults.must(ANNOTATIONS.has(type), 'annotation of a type that is not allowed', pdfa('6.3.1'));
  const flags = numberOf(file.at(annotation, 'F')) ?? 0;
  faults.must((flags & PRINT) !== 0, 'annotation without the print flag', pdfa('6.3.2'));
  faults.must((flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE)) === 0, 'annotation that is hidden', pdfa('6.3.2'));
  faults.must(type === 'Link' || type === 'Popup' || file.dict(annotation, 'AP', 'N') !== undefined, 'annotation without appearance', pdfa('6.3.3'));
  faults.must(file.dict(annotation, 'P') === undefined || file.dict(annotation, 'P') === page, 'annotation with another page', pdf('12.5.2'));
  const described = Boolean(textOf(file.at(annotation, 'Contents')));
  if (type === 'Link') {
    faults.must(described, 'link without Contents', ua('7.18.5'));
    faults.must(owner?.type === 'Link', 'link that is in no Link element', ua('7.18.5'));
    faults.must(annotation.has('A') || annotation.has('Dest'), 'link that leads nowhere', pdf('12.5.6.5'));
  } else {
    faults.must(type === 'Popup' || owner?.type === (type === 'Widget' ? 'Form' : 'Annot'), 'annotation that is in no Annot element', ua('7.18.1'));
    faults.must(described || owner?.dict.has('Alt') === true, 'annotation without Contents', ua('7.18.1'));
  }
  const key = numberOf(file.at(annotation, 'StructParent'));
  const parent = key === undefined ? undefined : file.dict(parents.get(key));
  faults.must(!owner || parent === owner.dict, 'ParentTree that leads from an annotation to another element', pdf('14.7.4.4'));
}

/** Checks the actions and destinations of annotations, bookmarks and the catalog. */
function checkTargets(file: PdfFile, pages: readonly Page[]): void {
  const { faults, catalog } = file;
  const known = new Set(pages.map(page => page.dict));
  const named = new Set([...readTree(file, file.dict(catalog, 'Names', 'Dests'), 'Names').keys(),
    ...file.dict(catalog, 'Dests')?.keys() ?? []]);
  const checkTarget = (value: Value): void => {
    const target = file.at(value);
    const name = bytesOf(target) ?? nameOf(target);
    const there = name !== undefined ? named.has(name) : known.has(file.dict(listOf(target)[0]) ?? file.trailer);
    faults.must(there, 'destination that is not there', pdf('12.3.2'));
  };
  const checkAction = (action: Dict | undefined): void => {
    if (!action) return;
    const type = nameOf(file.at(action, 'S')) ?? '';
    faults.must(ACTIONS.test(type), `action that is not allowed: ${type}`, pdfa('6.5.1'));
    if (type === 'GoTo') checkTarget(action.get('D') ?? null);
    for (const next of file.list(action, 'Next')) checkAction(file.dict(next));
  };
  for (const value of file.all()) {
    const dict = file.dict(value);
    if (!dict || (dict.has('P') && dict.has('S'))) continue; // a structure element has attributes at A
    if (dict.has('Dest')) checkTarget(dict.get('Dest') ?? null);
    const action = file.at(dict, 'A');
    if (action !== null) checkAction(file.dict(action));
  }
  const opened = file.at(catalog, 'OpenAction');
  if (Array.isArray(opened)) checkTarget(opened);
  else checkAction(file.dict(opened));
}
