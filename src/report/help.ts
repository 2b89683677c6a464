import type { Command, HelpConfiguration, Option } from 'commander';
import { wrap } from '../model/fold.js';
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
  boxWrap: (text, width) => wrap(text, width).join('\n'),
};

function argumentsOf({ registeredArguments }: Command): string[] {
  return registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}

/** Returns the description of an option with its choices, and its default if that is a word or a number. */
function optionDescription({ description, argChoices, defaultValue, defaultValueDescription }: Option): string {
  const usual = defaultValueDescription ?? (argChoices && typeof defaultValue === 'string' ? defaultValue : undefined);
  const notes = [
    ...argChoices ? [`可以写 ${argChoices.join('、')}`] : [],
    ...usual === undefined ? [] : [`默认 ${usual}`],
  ];
  return notes.length ? `${description}（${notes.join('，')}）` : description;
}
