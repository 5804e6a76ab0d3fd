/** Takes turns with what is compared, so that a disturbance does not hit one alone. */
import { percentile } from './percentile.ts'

/** The median of each one's milliseconds over so many turns, after as many that only warm it up. */
export async function mediansInTurns(
  tries: readonly (() => Promise<number>)[],
  turns: number,
): Promise<number[]> {
  const tookMs: number[][] = tries.map(() => [])
  for (let turn = 0; turn < 2 * turns; turn += 1) {
    for (const [index, tryMs] of tries.entries()) {
      const ms = await tryMs()
      if (turn >= turns) tookMs[index]?.push(ms)
    }
  }
  return tookMs.map((values) => percentile(values, 0.5))
}
