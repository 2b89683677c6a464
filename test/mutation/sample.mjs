import { createHash } from 'node:crypto';
import { commonTokens, declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { CheckStatus } from '@stryker-mutator/api/check';

/*
 * Trying every mutant takes hours. This checker of Stryker lets a share of them through, chosen by a hash of what they
 * are and where they stand: the same ones in every run of the same source, and those of a smaller share are among those
 * of a larger one. Stryker counts the others as mutants that do not compile, which have no part in the score.
 */

const PERCENT = Number(process.env.MUTATION_PERCENT ?? 100);

/** Returns true for a mutant of the sample. */
function isChosen({ fileName, mutatorName, replacement, location: { start } }) {
  const file = fileName.replaceAll('\\', '/').replace(/^.*\/(?=src\/)/, '');
  const what = [file, start.line + 1, start.column + 1, mutatorName, replacement];
  return createHash('sha256').update(what.join('\0')).digest().readUInt32BE(0) % 10_000 < PERCENT * 100;
}

function sample() {
  return {
    init: async () => {},
    check: async mutants => Object.fromEntries(mutants.map(mutant => [mutant.id, isChosen(mutant)
      ? { status: CheckStatus.Passed }
      : { status: CheckStatus.CompileError, reason: 'not in the sample' }])),
  };
}
sample.inject = [commonTokens.options];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', sample)];
