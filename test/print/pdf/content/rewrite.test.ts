import { describe, expect, test } from 'vitest';
import type { PageFont } from '../../../../src/print/pdf/content/text.js';
import { type PageContent, rewriteContent } from '../../../../src/print/pdf/content/rewrite.js';

const TEXT = 'BT\n/F4 10 Tf\n1 0 0 -1 5 20 Tm\n<0200> Tj\nET';
const SHOWN = 'BT\n/Own 10 Tf\n1 0 0 -1 5 20 Tm\n<0200>Tj\nET';

function rewrite(content: string, artifacts: readonly number[] = []): PageContent {
  return rewriteContent(content, {
    fonts: new Map<string, PageFont>([['F4', { name: 'Own', glyph: code => ({ code, width: 1000 }) }]]),
    plainStates: new Set(['G3']),
    artifacts: new Set(artifacts),
  });
}

/** The lines of the body. */
const body = (content: string, artifacts?: readonly number[]): string[] => rewrite(content, artifacts).body.trimEnd().split('\n');

/** A page area, as Chromium clips it. */
const area = (content: string): string => `q\n0 0 9 9 re\nW* n\n${content}\nQ`;
const inArea = (content: string, artifacts?: readonly number[]): string[] => {
  const lines = body(area(content), artifacts);
  expect(lines.slice(0, 3)).toEqual(['q', '0 0 9 9 re', 'W* n']);
  expect(lines.at(-1)).toBe('Q');
  return lines.slice(3, -1);
};

describe('content with a tag', () => {
  test('is a paragraph for whoever does not read the structure, with its number', () => {
    expect(inArea(`/NonStruct <</MCID 12 >>BDC\n${TEXT}\nEMC`)).toEqual(['/P <</MCID 12>>BDC', ...SHOWN.split('\n'), 'EMC']);
    expect(inArea('/TH <</MCID 0 >>BDC\n1 2 m\n3 4 l\nS\nEMC')).toEqual(['/P <</MCID 0>>BDC', '1 2 m', '3 4 l', 'S', 'EMC']);
  });

  test('becomes an artifact when it is asked for, and no other', () => {
    expect(inArea(`/Table <</MCID 1 >>BDC\n0 0 1 1 re\nf\nEMC\n/TD <</MCID 11 >>BDC\n${TEXT}\nEMC`, [1]))
      .toEqual(['/Artifact BMC', '0 0 1 1 re', 'f', 'EMC', '/P <</MCID 11>>BDC', ...SHOWN.split('\n'), 'EMC']);
  });

  test('may have other marked content in it, which stays', () => {
    const span = '/Span <</ActualText <FEFF0066> >> BDC';
    expect(inArea(`/P <</MCID 0 >>BDC\n${span}\n${TEXT}\nEMC\nEMC\n0 0 1 1 re\nf`))
      .toEqual(['/P <</MCID 0>>BDC', span, ...SHOWN.split('\n'), 'EMC', 'EMC', '/Artifact BMC', '0 0 1 1 re', 'f', 'EMC']);
  });

  test('may end in another level of the state than it began', () => {
    expect(inArea(`q\n/P <</MCID 0 >>BDC\n${TEXT}\nQ\nq\nEMC\nBT\nET\nQ`).filter(line => /BDC|EMC|^[qQ]$/.test(line)))
      .toEqual(['q', '/P <</MCID 0>>BDC', 'Q', 'q', 'EMC', 'Q']);
    expect(inArea('q\n/P <</MCID 0 >>BDC\nBT\nET\nQ\nEMC')).toEqual(['q', '/P <</MCID 0>>BDC', 'Q', 'EMC']);
  });
});

describe('content without a tag', () => {
  test.each([
    ['0 0 5 5 re\nf*'], ['1 2 m\n3 4 l\nh\nS'], ['0 0 m\n1 1 1 1 1 1 c\nB*'], ['0 0 m\n1 1 1 1 v\n1 1 1 1 y\nb'], ['/S0 sh'], ['/X0 Do'],
    ['0 0 1 1 re\nF'], ['0 0 1 1 re\ns'], ['0 0 1 1 re\nB'], ['0 0 1 1 re\nb*'],
  ])('is an artifact: %j', (painted) => {
    expect(inArea(painted)).toEqual(['/Artifact BMC', ...painted.split('\n'), 'EMC']);
  });

  test('is one artifact until something else comes', () => {
    const painted = '0 0 5 5 re\nf*';
    expect(inArea(`${painted}\n${painted}\n${TEXT}`)).toEqual([
      '/Artifact BMC', ...`${painted}\n${painted}\n${SHOWN}`.split('\n'), 'EMC',
    ]);
    expect(inArea(`${painted}\n/P <</MCID 0 >>BDC\n${TEXT}\nEMC\n${painted}`).filter(line => /BDC|BMC|EMC/.test(line)))
      .toEqual(['/Artifact BMC', 'EMC', '/P <</MCID 0>>BDC', 'EMC', '/Artifact BMC', 'EMC']);
    expect(inArea(`${painted}\nq\n${painted}\nQ\n${painted}`).filter(line => /BMC|EMC|^[qQ]$/.test(line)))
      .toEqual(['/Artifact BMC', 'EMC', 'q', '/Artifact BMC', 'EMC', 'Q', '/Artifact BMC', 'EMC']);
    expect(inArea(`${painted}\n0 0 1 rg\n${painted}`).filter(line => /BMC|EMC|rg/.test(line)))
      .toEqual(['/Artifact BMC', 'EMC', '0 0 1 rg', '/Artifact BMC', 'EMC']);
  });

  test('at the end of a page ends with it', () => {
    expect(body('1 0 0 rg\n0 0 5 5 re\nf')).toEqual(['1 0 0 rg', '/Artifact BMC', '0 0 5 5 re', 'f', 'EMC']);
  });
});

describe('the state', () => {
  test('is kept where something is painted, and dropped with its level where nothing is', () => {
    expect(body(`q\n1 0 0 1 5 5 cm\nq\n2 w\nQ\nq\n${area('/X0 Do')}\nQ\nQ\nq\nQ`))
      .toEqual(['q', '1 0 0 1 5 5 cm', 'q', ...area('/Artifact BMC\n/X0 Do\nEMC').split('\n'), 'Q', 'Q']);
  });

  test('may be ended once too often', () => {
    expect(body('/X0 Do\nQ\n/X0 Do').filter(line => line === '/X0 Do')).toHaveLength(2);
  });

  test('that changes nothing is left out, others stay', () => {
    expect(inArea('/G3 gs\n/G33 gs\n/X0 Do')).toEqual(['/G33 gs', '/Artifact BMC', '/X0 Do', 'EMC']);
  });

  test('has its clipping paths with their kind', () => {
    expect(inArea('0 0 m\n1 1 l\nh\nW n\n/X0 Do')).toEqual(['0 0 m', '1 1 l', 'h', 'W n', '/Artifact BMC', '/X0 Do', 'EMC']);
  });

  test('before a text without glyphs is not kept', () => {
    expect(body('q\n1 0 0 1 5 5 cm\nBT\n/F4 10 Tf\nET\nQ')).toEqual(['']);
  });
});

describe('the background of a page', () => {
  const WHITE = 'q\n3 0 0 3 0 0 cm\n1 1 1 RG 1 1 1 rg\n/G3 gs\n0 0 643 964 re\nf\nQ';

  test('is dropped as the first thing on the page: paper is white', () => {
    expect(body(`${WHITE}\n${area('/X0 Do')}`)).toEqual(area('/Artifact BMC\n/X0 Do\nEMC').split('\n'));
    expect(body(`${WHITE}\n${WHITE}\n${area('/X0 Do')}`)).toHaveLength(7);
  });

  test('is kept in another colour', () => {
    for (const colour of ['1 1 0.99', '0 0 0', '0 1 1 RG 1 1 0']) {
      expect(body(WHITE.replace('1 1 1 RG 1 1 1', colour)).join()).toContain('0 0 643 964 re');
    }
    expect(body('0 0 643 964 re\nf').join()).toContain('0 0 643 964 re');
  });

  test('is kept where something was painted before, is tagged, or is no plain rectangle', () => {
    expect(body(`${area('/X0 Do')}\n${WHITE}`).join()).toContain('0 0 643 964 re');
    expect(body(`/P <</MCID 0 >>BDC\n${WHITE}\nEMC`).join()).toContain('0 0 643 964 re');
    expect(body(WHITE.replace('\nf\n', '\nS\n')).join()).toContain('0 0 643 964 re');
    expect(body(WHITE.replace('re\nf', 're\n0 0 1 1 re\nf')).join()).toContain('0 0 643 964 re');
  });

  test('has the colour of its level, which ends with it', () => {
    expect(body('q\n1 1 1 rg\nq\n0 0 5 5 re\nf\nQ\nQ')).toEqual(['']);
    expect(body('q\n1 1 1 rg\nQ\n0 0 5 5 re\nf').join()).toContain('0 0 5 5 re');
  });
});

describe('dots', () => {
  const dots = (count: number): string => Array.from({ length: count }, (_, index) => `${2 * index} 5 1 1 re\nf`).join('\n');

  test('become one dashed line', () => {
    expect(inArea(dots(9))).toEqual(['/Artifact BMC', 'q [1 1] 0 d 1 w 0 5.5 m 17 5.5 l S Q', 'EMC']);
  });

  test('are followed by what comes next', () => {
    expect(inArea(`${dots(9)}\n50 5 7 7 re\nf*\n${TEXT}`).slice(1))
      .toEqual(['q [1 1] 0 d 1 w 0 5.5 m 17 5.5 l S Q', '50 5 7 7 re', 'f*', ...SHOWN.split('\n'), 'EMC']);
    expect(inArea(`${dots(5)}\n20 5 1 1 re\nW* n\n/X0 Do`)).toContain('20 5 1 1 re');
  });
});

describe('text in the margins', () => {
  const page = (margins: string): string => `.24 0 0 -.24 0 841 cm\n${margins}\n${area(TEXT)}`;
  const margin = (state: string, text = TEXT): string => `q\n${state}\n${text}\nQ`;

  test('is what no page area clips, and is apart from the body with the state it has', () => {
    const { body: own, margins } = rewrite(page(margin('3 0 0 3 0 0 cm\n/G3 gs\n0 0 0 rg')));
    expect(margins).toBe(`/Artifact <</Type/Pagination>>BDC\nq\n.24 0 0 -.24 0 841 cm\n3 0 0 3 0 0 cm\n0 0 0 rg\n${SHOWN}\nQ\nEMC\n`);
    expect(own).toBe(`.24 0 0 -.24 0 841 cm\n${area(`/Artifact BMC\n${SHOWN}\nEMC`)}\n`);
  });

  test('has each state once for all texts in it', () => {
    const state = '3 0 0 3 0 0 cm';
    const { margins } = rewrite(page(`${margin(state, `${TEXT}\n${TEXT}`)}\n${margin(state)}\n${margin('0 0 1 rg')}\n${margin(state)}`));
    const ofState = (own: string, count: number): string => `q\n.24 0 0 -.24 0 841 cm\n${own}\n${`${SHOWN}\n`.repeat(count)}Q\n`;
    expect(margins).toBe(`/Artifact <</Type/Pagination>>BDC\n${ofState(state, 3)}${ofState('0 0 1 rg', 1)}${ofState(state, 1)}EMC\n`);
  });

  test('is not there when it has no glyphs, is tagged, or in an area within an area', () => {
    expect(rewrite(page(margin('1 w', 'BT\nET'))).margins).toBe('');
    expect(rewrite(page(`/P <</MCID 0 >>BDC\n${TEXT}\nEMC`)).margins).toBe('');
    expect(rewrite(area(margin('1 w'))).margins).toBe('');
    expect(rewrite('').margins).toBe('');
  });

  test('does not make a white background painted before it anything but the first', () => {
    expect(rewrite(page(`${margin('1 w')}\nq\n1 1 1 rg\n0 0 9 9 re\nf\nQ`)).body).not.toContain('rg');
  });
});

test('lines of nothing and an empty page give nothing', () => {
  expect(rewrite('').body.trim()).toBe('');
  expect(inArea('\n\n/X0 Do\n\n')).toEqual(['/Artifact BMC', '/X0 Do', 'EMC']);
});
