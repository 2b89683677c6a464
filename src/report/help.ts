import type { Command, HelpConfiguration, Option } from 'commander';
import { wordsIn } from '../model/characters.js';
import { widthOf } from '../model/width.js';

const TITLES = new Map([['Usage:', '用法：'], ['Arguments:', '参数：'], ['Options:', '选项：'], ['Commands:', '命令：']]);

/** Writes `--help` in Chinese, by the width of the terminal. */
export const help: HelpConfiguration = {
  minWidthToWrap: 20,
  displayWidth: widthOf,
  styleTitle: title => TITLES.get(title) ?? title,
  commandUsage: command => command.parent
    ? [command.parent.name(), command.name(), '[选项]', ...argumentsOf(command)].join(' ')
    : `${command.name()} <命令> [选项]`,
  subcommandTerm: command => [command.name(), ...argumentsOf(command)].join(' '),
  optionDescription,
  boxWrap: wrap,
};

function argumentsOf({ registeredArguments }: Command): string[] {
  return registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}

/** Of the values that an option has by itself, only words and numbers say something. */
function optionDescription({ description, argChoices, defaultValue, defaultValueDescription }: Option): string {
  const usual = defaultValueDescription ?? (argChoices && typeof defaultValue === 'string' ? defaultValue : undefined);
  const notes = [
    ...argChoices ? [`可以写 ${argChoices.join('、')}`] : [],
    ...usual === undefined ? [] : [`默认 ${usual}`],
  ];
  return notes.length ? `${description}（${notes.join('，')}）` : description;
}

/** A line ends behind a mark where that leaves at least this part of it filled. */
const FILLED = 0.6;

/** Text → lines of at most `width` cells, broken behind marks, or between words. */
function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line: string[] = [];
  for (const piece of piecesOf(text)) {
    if (line.length && widthOf([...line, piece].join('').trimEnd()) > width) {
      const mark = line.findLastIndex(one => /[\s，。、；：？！）》”]$/.test(one)) + 1;
      const end = widthOf(line.slice(0, mark).join('')) >= FILLED * width ? mark : line.length;
      lines.push(line.slice(0, end).join('').trimEnd());
      line = line.slice(end);
    }
    line.push(piece);
  }
  return [...lines, line.join('').trimEnd()].join('\n');
}

/** Text → what is not broken: words and options, with the marks that open or close them. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const [run] of text.matchAll(/[\x21-\x7E]+|[^\x21-\x7E]+/g)) {
    const words = /^[\x21-\x7E]/.test(run) ? [run] : wordsIn(run).map(({ segment }) => segment);
    for (const word of words) {
      const last = pieces.at(-1);
      const isGlued = last !== undefined && (/^[\s，。、；：？！）》”…]/.test(word) || /[（《“]$/.test(last));
      if (isGlued) pieces[pieces.length - 1] = last + word;
      else pieces.push(word);
    }
  }
  return pieces;
}
