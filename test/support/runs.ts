/** Settings of tests with random values: always the same ones, or `FUZZ_RUNS` of them, begun with `FUZZ_SEED`. */
export function runs(usual: number): { numRuns: number; seed: number } {
  const { FUZZ_RUNS: numRuns = usual, FUZZ_SEED: seed = 16 } = process.env;
  return { numRuns: Number(numRuns), seed: Number(seed) };
}

/** In milliseconds. Nothing that a file may hold takes longer; slow machines have room. */
export const HANGS = 20_000;
