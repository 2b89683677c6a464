const DIGITS = [...'〇一二三四五六七八九'];

/**
 * Returns a number of a list as Word draws it.
 *
 * @param format of ECMA-376-1, 17.18.59; digits for one that is not known here
 */
export function numberText(number: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCountingThousand': return chinese(number);
    case 'ideographDigital':
    case 'taiwaneseDigital': return [...String(number)].map(digit => DIGITS[Number(digit)] ?? digit).join('');
    case 'decimalZero': return String(number).padStart(2, '0');
    case 'decimalFullWidth': return String(number).replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xFEE0));
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese': return number >= 1 && number <= 20 ? String.fromCharCode(0x245F + number) : String(number);
    case 'decimalEnclosedParen': return `(${number})`;
    case 'upperLetter': return letters(number).toUpperCase();
    case 'lowerLetter': return letters(number);
    case 'upperRoman': return roman(number);
    case 'lowerRoman': return roman(number).toLowerCase();
    default: return String(number);
  }
}

function chinese(number: number): string {
  if (number < 1 || number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? DIGITS[tens] ?? '' : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] ?? '' : ''}`;
}

/** a, b, … z, aa, bb: as Word does, not as a spreadsheet does. */
function letters(number: number): string {
  if (number < 1 || number > 780) return String(number);
  return String.fromCharCode(97 + (number - 1) % 26).repeat(Math.ceil(number / 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
];

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let left = number;
  let text = '';
  for (const [size, sign] of ROMAN) for (; left >= size; left -= size) text += sign;
  return text;
}
