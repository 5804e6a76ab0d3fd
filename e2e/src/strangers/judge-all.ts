/** Judges many situations, several at a time because nearly all of it is waiting, and prints what came of it. */
import type { StartedServer } from '@copydesk/testkit'
import { type Judged, judge, outcomes } from './judge.ts'
import type { Situation } from './situation.ts'

const atOnce = 8

/** In the order of the situations. */
export async function judgeAll(situations: readonly Situation[], server: StartedServer): Promise<Judged[]> {
  const judged: Judged[] = []
  const waiting = [...situations.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, situation] = next
      judged[index] = await judge(situation, server)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return judged
}

export function table(judged: readonly Judged[]): string {
  const lines = judged.map(
    ({ name, outcome, said }) => `${outcome.padEnd(13)}  ${name}\n${' '.repeat(15)}${said}`,
  )
  const totals = outcomes.map((each) => `${judged.filter(({ outcome }) => outcome === each).length} ${each}`)
  return [...lines, '', `${judged.length} situations: ${totals.join(', ')}`].join('\n')
}
