import type { CommanderError } from 'commander';

/** Returns the Chinese message for a wrong command line. */
export function usageMessage({ code, message }: CommanderError): string {
  const quoted = message.match(/'([^']*)'/)?.[1] ?? '';
  const detail = message.replace(/^error: /, '');
  switch (code) {
    case 'commander.unknownOption':
      return `没有 ${quoted} 这个选项${suggestion(message)}\n→ 加 --help 看可以用的选项`;
    case 'commander.unknownCommand':
      return `没有 ${quoted} 这个命令${suggestion(message)}\n→ 运行 jixiao --help 看可以用的命令`;
    case 'commander.help':
      return '请写一个命令，如 jixiao build\n→ 运行 jixiao --help 看可以用的命令';
    case 'commander.optionMissingArgument':
      return `选项 ${quoted} 后面要写一个值`;
    case 'commander.conflictingOption': {
      const [one = '', other = ''] = [...message.matchAll(/'(--[a-z-]+)/g)].map(([, name = '']) => name);
      return `${one} 和 ${other} 不能一起用\n→ 去掉其中一个`;
    }
    case 'commander.invalidArgument':
      return `命令行写得不对：${detail.replace(/^option '(.*?)' argument '(.*?)' is invalid\. /, '$1 写的是“$2”，')}`
        .replace(/Allowed choices are (.*)\.$/, (_all, choices: string) => `可以写 ${choices.replaceAll(', ', '、')}`);
    case 'commander.missingArgument':
      return `还要写 <${quoted}>\n→ 加 --help 看写法`;
    case 'commander.excessArguments': {
      const [most = 0, got = 0] = [...message.matchAll(/(?:Expected|got) (\d+)/g)].map(([, number]) => Number(number));
      return `多写了 ${got - most} 项：命令后面${most ? `最多写 ${most} 项` : '不写别的'}\n→ 加 --help 看写法；名称里有空格的，加上引号`;
    }
    default:
      return '命令行写得不对\n→ 加 --help 看写法';
  }
}

function suggestion(message: string): string {
  const meant = message.match(/Did you mean (?:one of )?(.*?)\?/)?.[1];
  return meant ? `，是不是 ${meant}` : '';
}
