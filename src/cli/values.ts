import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../commands/build/shares.js';
import { defaultRoot } from '../io/program.js';
import { type Format, FORMATS } from '../model/document.js';
import { type Rank, RANKS } from '../model/rank.js';

/* What is written behind options. Each function returns the value, or throws what is expected there. */

export function directory(value: string): string {
  return resolve(value);
}

export function words(value: string, before: string[] = []): string[] {
  const all = value.split(/[,，、]/).map(word => word.trim()).filter(Boolean);
  if (!all.length) throw new InvalidArgumentError('后面要写内容');
  return [...before, ...all];
}

export function ranks(value: string, before: Rank[] = []): Rank[] {
  if (value.trim() === '全部') return [...RANKS];
  const known = words(value).map(word => RANKS.find(rank => rank === word));
  if (known.every(rank => rank !== undefined)) return [...before, ...known];
  throw new InvalidArgumentError(`应为 ${RANKS.join('、')}、全部`);
}

/** A path behind an option whose value may be left out must not be written over. */
export function jsonFile(value: string): string {
  if (!value.endsWith('.json')) throw new InvalidArgumentError('清单的文件名要以 .json 结尾；只想查一部分的，路径写在选项前面');
  return resolve(value);
}

export function fourDigits(value: string): string {
  if (!/^\d{4}$/.test(value)) throw new InvalidArgumentError('应为四位数字，如 2025');
  return value;
}

export function portNumber(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) throw new InvalidArgumentError('应为 0 到 65535 的整数');
  return Number(value);
}

export function formats(value: string): Format[] {
  const wanted = words(value).map(word => FORMATS.find(format => format === word));
  if (wanted.every(format => format !== undefined)) return FORMATS.filter(format => wanted.includes(format));
  throw new InvalidArgumentError(`应为 ${FORMATS.join('、')}，几种用逗号隔开`);
}

/** A share of how many: `2/8`. */
export function shard(value: string): Shard {
  const [, index, count] = (/^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(value) ?? []).map(Number);
  if (index && count && index <= count) return { index, count };
  throw new InvalidArgumentError('应为第几份/共几份，如 2/8');
}

export function queueName(value: string): string {
  if (!/^[a-z\d-]{1,40}$/.test(value)) throw new InvalidArgumentError('用小写字母、数字和减号写，如 yubei-2024');
  return value;
}

function count(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('应为 1 到 999 的整数');
  return Number(value);
}

/** Adds a verb that takes `--root` and shows its help in Chinese. */
export function addVerb(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--root <文件夹>', '放 data 的文件夹（默认这个仓库）', directory, defaultRoot())
    .helpOption('-h, --help', '显示帮助');
}

/** Adds a verb that checks: for some departments or forms, and strictly. */
export function addCheckingVerb(program: Command, name: string, description: string): Command {
  return addVerb(program, name, description)
    .argument('[路径...]', '只做这些部门或表')
    .option('--strict', '有提醒也算不通过', false);
}

/** Adds the number of forms that are printed at once. */
export function withJobs(verb: Command): Command {
  return verb.option('--jobs <数>', '同时印几张（默认看处理器有几个核）', count, availableParallelism());
}

/** Adds the addresses of caches that several machines share. */
export function withStores(verb: Command): Command {
  return verb
    .addOption(new Option('--store <地址>', '几台机器共用的缓存：文件夹、https:// 网址或 s3://桶/前缀').env('JIXIAO_STORE'))
    .addOption(new Option('--from-store <地址>', '只读的共用缓存：从里面找，不往里放').env('JIXIAO_FROM_STORE'));
}
