import type { PageBox } from '../../../model/measured.js';

/** Runs in the page: returns its size, margins and what stands in them, as `@page` says. */
export function pageBoxOf(): PageBox {
  const article = document.querySelector('article') ?? document.body;
  const named = getComputedStyle(article).getPropertyValue('page');
  const rules: CSSPageRule[] = [];
  const collect = (list: CSSRuleList): void => {
    for (const rule of list) {
      if (rule instanceof CSSPageRule) rules.push(rule);
      else if (rule instanceof CSSMediaRule && matchMedia(rule.media.mediaText).matches) collect(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) collect(sheet.cssRules);

  const style = document.createElement('style');
  const probe = document.createElement('div');
  probe.id = 'measured-probe';
  document.body.append(style, probe);
  /** Returns a computed value of a declaration, for an element in the page or the text before it. */
  const compute = (declarations: string, property: string, pseudo?: string): string => {
    style.textContent = `#measured-probe${pseudo ?? ''} { ${declarations} }`;
    return getComputedStyle(probe, pseudo).getPropertyValue(property);
  };
  // A layout counts in 64ths of a pixel; a page is measured more exactly.
  const points = (length: string): number => parseFloat(compute(`width: calc(64 * (${length})); box-sizing: content-box`, 'width')) * 0.75 / 64;

  // Later rules win, and those with a name or `:first` are more special.
  const applied = (isFirst: boolean): CSSPageRule[] => ['', named, ...isFirst ? [':first', `${named}:first`] : []]
    .filter((selector, index, all) => all.indexOf(selector) === index)
    .flatMap(selector => rules.filter(one => one.selectorText === selector));
  const declared = (property: string, isFirst = false): string =>
    applied(isFirst).map(rule => rule.style.getPropertyValue(property)).filter(Boolean).at(-1) ?? '';
  const inMargin = (place: string, isFirst = false): string => {
    const boxes = applied(isFirst).flatMap(rule => [...(rule as unknown as CSSGroupingRule).cssRules])
      .filter(one => (one as unknown as { name?: string }).name?.replace('@', '') === place);
    const content = boxes.map(one => (one as CSSStyleRule).style.getPropertyValue('content')).filter(Boolean).at(-1);
    const marked = content?.replace(/counter\(page\)/g, '"\uE0F4"').replace(/counter\(pages\)/g, '"\uE0F5"');
    const texts = marked ? compute(`content: ${marked}`, 'content', '::before') : '';
    return [...texts.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, text = '']) =>
      text.replace(/\\([0-9a-f]{1,6}) ?/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16))).replace(/\\(.)/gs, '$1')).join('');
  };

  const PAPERS: Record<string, [string, string]> = {
    a3: ['297mm', '420mm'], a4: ['210mm', '297mm'], a5: ['148mm', '210mm'], b4: ['250mm', '353mm'], b5: ['176mm', '250mm'],
    letter: ['8.5in', '11in'], legal: ['8.5in', '14in'],
  };
  const words = declared('size').toLowerCase().split(/\s+/);
  const lengths = words.filter(word => /^[\d.]/.test(word));
  const paper = words.map(word => PAPERS[word]).find(Boolean) ?? ['210mm', '297mm'];
  const [across = '', down = across] = lengths.length ? lengths : paper;
  const sides = [points(across), points(down)] as const;
  const wanted = words.find(word => word === 'landscape' || word === 'portrait');
  const isTurned = wanted !== undefined && (wanted === 'landscape') === (sides[0] < sides[1]);
  const [width, height] = isTurned ? [sides[1], sides[0]] : sides;

  const margin = (side: string): number => points(declared(`margin-${side}`) || '0');
  const header = (isFirst: boolean): Record<'left' | 'center' | 'right', string> =>
    ({ left: inMargin('top-left', isFirst), center: inMargin('top-center', isFirst), right: inMargin('top-right', isFirst) });
  const font = `font: ${declared('font') || 'inherit'}`;
  const box: PageBox = {
    width,
    height,
    margins: { top: margin('top'), right: margin('right'), bottom: margin('bottom'), left: margin('left') },
    header: { first: header(true), next: header(false) },
    footer: inMargin('bottom-center'),
    marginFont: {
      size: parseFloat(compute(font, 'font-size')) * 0.75,
      families: compute(font, 'font-family').split(',').map(name => name.trim().replace(/^["']|["']$/g, '')),
    },
  };
  style.remove();
  probe.remove();
  return box;
}
