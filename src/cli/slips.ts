import type { Command } from 'commander';
import { UserError } from '../model/user-error.js';

/** Dashes of a Chinese input method before an option. */
const DASHES = /^-?[‐‑‒–—―－−]+-?([a-z])/i;

/**
 * Refuses what would be taken for something else: an option with Chinese dashes would be a path, and npm keeps options
 * that are not behind `--` for itself and runs the verb without them.
 *
 * @param env in which npm leaves the options that it kept: `npm_config_strict`
 * @throws UserError with the command as it should be written
 */
export function refuseSlips(args: readonly string[], program: Command, env: NodeJS.ProcessEnv): void {
  const dashed = args.find(arg => DASHES.test(arg));
  if (dashed !== undefined) {
    throw new UserError(`“${dashed}”的短横不是英文的`, `选项写成 --${dashed.replace(DASHES, '$1')}`);
  }
  const verb = program.commands.find(command => command.name() === args[0]);
  if (!verb || env.npm_lifecycle_event !== verb.name()) return;
  const kept = verb.options.map(({ long }) => long?.slice(2) ?? '')
    .filter(name => env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined && !args.some(arg => arg.startsWith(`--${name}`)));
  if (!kept.length) return;
  const options = kept.map(name => `--${name}`).join(' ');
  throw new UserError(`npm 没有把 ${options} 交给 ${verb.name()}`, `前面加 --：npm run ${verb.name()} -- ${options} …`);
}
