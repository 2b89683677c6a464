import fc from 'fast-check';

/* Files as a slip, a fault or an attacker leaves them: real ones with a few changes. */

/** Changes of a text. Places are shares of its length, so that a change fits every file. */
interface Mutation {
  kind: keyof typeof CHANGES;
  at: number;
  to: number;
  token: string;
}

/** What is typed or pasted by mistake, and what readers of YAML, numbers and names are known to stumble over. */
const TOKENS = [
  ': ', ':', '- ', '-', '-  - ', '#', ' #', ' # ', '\'', '"', '|', '|-', '>', '> ', '>-', '|2', '&a ', '*a', '!t ', '!!str ', '%YAML 1.2\n', '---\n', '...\n', '? ',
  '{', '}', '[', ']', ',', '@', '`', '~', 'null', 'no', '2024-01-01', '0x1F', '1e3', '-0', '1,200', '1.', '.5', '+5', '00', '9'.repeat(400), '1e999', '.nan',
  'constructor', '__proto__', 'toString', '<<: ', '<<<<<<< HEAD\n', '=======\n', '>>>>>>> b\n', '||||||| c\n', '\n', '\n\n', '\r\n', '\r', '\t', ' ', '  ', '    ',
  '　', '\u00A0', '\u0000', '\u0007', '\u001B[31m', '\u0085', '\u200B', '\u202E', '\u2028', '\uFEFF', '\uFFFD', '\u{20000}', '\u{1F600}', '\u0301', 'é', '\\', '\\n', '\\u0000',
  '  # waive weights-total: 理由\n', '# 放行 权重: 理由\n', '# waive x\n', '# 核对: \n', '一级: 产出\n', '  - 一级: 产出\n', '绩效指标:\n', '预算: 5\n', '版式: county\n',
  '：', '－', '，', '。', '；', '、', '（', '）', '(', ')', '《', '》', '〈', '“', '”', '〔2024〕1号', '[2024]1号', '％', '%', '≥', '≤95%', '>=', '=', '１２３', '９５％', '万元', '元', '3 万元',
  '12亿元', '一百二十', '五十万', '2023年', '13812345678', '500223199001011239', 'XX', '**', '定性', '有所提升', '优良中低差', '大于', '100%', 'k: v', 'a'.repeat(300), '长'.repeat(300), '，'.repeat(60),
  '布署', '做为', '及', '和', '项', '次', '个', '产出', '数量指标', '满意度', '\'\'', '""', '\'a', 'a\'', '{a: 1}', '[a, b]', 'http://a.b/#c', '<b>', '&lt;', '{{x}}', '$&', '$1',
];

interface Cut { text: string; other: string; from: number; end: number; token: string }

/** The start of a line near an offset. */
const lineAt = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
};
const put = (text: string, from: number, end: number, added: string): string =>
  text.slice(0, from) + added + text.slice(end);
type Change = (line: string, cut: Cut) => string;
const inLine = (change: Change) => (cut: Cut): string => {
  const [start, end] = [lineAt(cut.text, cut.from), lineEnd(cut.text, cut.from)];
  return put(cut.text, start, end, change(cut.text.slice(start, end), cut));
};

/** Texts have one character for each byte: a change may cut a character in two. */
const CHANGES = {
  insert: ({ text, from, token }: Cut) => put(text, from, from, token),
  atLineStart: inLine((line, { token }) => token + line),
  atLineEnd: inLine((line, { token }) => line.replace(/\n?$/, end => token + end)),
  atIndent: inLine((line, { token }) => line.replace(/^ */, blanks => blanks + token)),
  asValue: inLine((line, { token }) => line.replace(/: .*/, () => `: ${token}`)),
  beforeValue: inLine((line, { token }) => line.replace(/: /, () => `: ${token}`)),
  asKey: inLine((line, { token }) => line.replace(/[^ -][^:\n]*:/, () => `${token}:`)),
  forDigit: ({ text, from, token }: Cut) => put(text, from, text.length, text.slice(from).replace(/\d+/, () => token)),
  forComma: ({ text, from, token }: Cut) => put(text, from, text.length, text.slice(from).replace(/\u00EF\u00BC\u008C/, () => token)),
  flip: ({ text, from, end }: Cut) => {
    const byte = text.charCodeAt(from) || 0;
    return put(text, from, from + 1, String.fromCharCode(byte ^ (1 << (end % 8))));
  },
  delete: ({ text, from, end }: Cut) => put(text, from, Math.min(text.length, from + 1 + (end % 40)), ''),
  cutTail: ({ text, from }: Cut) => text.slice(0, from),
  cutHead: ({ text, from }: Cut) => text.slice(from),
  deleteLine: inLine(() => ''),
  doubleLine: inLine(line => line + line),
  copyLine: ({ text, from, end }: Cut) => {
    const line = text.slice(lineAt(text, from), lineEnd(text, from));
    return put(text, lineAt(text, end), lineAt(text, end), line);
  },
  swapLines: ({ text, from, end }: Cut) => {
    const [a, b] = [lineAt(text, Math.min(from, end)), lineAt(text, Math.max(from, end))];
    const [afterA, afterB] = [lineEnd(text, a), lineEnd(text, b)];
    const [first, second] = [text.slice(a, afterA), text.slice(b, afterB)];
    return a === b ? text : text.slice(0, a) + second + text.slice(afterA, b) + first + text.slice(afterB);
  },
  joinLines: ({ text, from }: Cut) => put(text, lineEnd(text, from) - 1, lineEnd(text, from), ''),
  indent: inLine(line => ` ${line}`),
  outdent: inLine(line => line.replace(/^ /, '')),
  indentBlock: ({ text, from, end, token }: Cut) => {
    const [a, b] = [lineAt(text, Math.min(from, end)), lineAt(text, Math.max(from, end))];
    return put(text, a, b, text.slice(a, b).replace(/^/gm, token.trim() ? '  ' : token.replaceAll('\n', '')));
  },
  windows: ({ text }: Cut) => text.replace(/\r?\n/g, '\r\n'),
  marked: ({ text }: Cut) => `\u00EF\u00BB\u00BF${text}`,
  splice: ({ text, other, from, end }: Cut) => text.slice(0, from) + other.slice(end % (other.length + 1)),
  spliceLines: ({ text, other, from, end }: Cut) =>
    text.slice(0, lineAt(text, from)) + other.slice(lineAt(other, end % (other.length + 1))),
  paste: ({ text, other, from, end }: Cut) => {
    const start = lineAt(other, end % (other.length + 1));
    const some = other.slice(start, lineEnd(other, Math.min(other.length, start + 200)));
    return put(text, lineAt(text, from), lineAt(text, from), some);
  },
};

// Without bias: the generators of numbers prefer small ones, which are places at the top.
const share = fc.noBias(fc.nat(1_000_000)).map(part => part / 1_000_000);
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...Object.keys(CHANGES) as (keyof typeof CHANGES)[]),
  at: share,
  to: share,
  token: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...TOKENS) }, fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })),
});

/** One to some changes of a file; `apply` with another file, of which parts are taken in. */
export function mutations(most = 4): fc.Arbitrary<readonly Mutation[]> {
  return fc.array(mutation, { minLength: 1, maxLength: most });
}

/** Returns the bytes of a file with the changes. */
export function mutate(bytes: Uint8Array, other: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let text = Buffer.from(bytes).toString('latin1');
  const second = Buffer.from(other).toString('latin1');
  for (const { kind, at, to, token } of changes) {
    const [from, end] = [at, to].map(one => Math.floor(one * text.length)) as [number, number];
    text = CHANGES[kind]({ text, other: second, from, end, token: Buffer.from(token).toString('latin1') });
  }
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
