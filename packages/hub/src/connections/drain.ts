/**
 * Ends many connections (all of them when the node stops), spread over a time so that their clients do not come back
 * all at once, each after the commands that it is carrying out. A few end at once: there is no stampede to fear.
 */
import type { Disconnect } from '@copydesk/protocol'
import type { Environment } from '../environment.ts'
import type { Connection } from './connection.ts'

const stepMs = 100
/** As many may end together, whatever the time. */
const fewEnough = 100
/** How long commands under way may still take. */
const finishMs = 3_000

/**
 * Resolves when every connection has ended, which happens `overMs` and three seconds from now at the latest.
 * `connections` is asked at each step: who is not in it any more is spared.
 */
export function drain(
  connections: () => Connection[],
  reason: Disconnect,
  overMs: number,
  { after }: Pick<Environment, 'after'>,
): Promise<void> {
  const steps = Math.max(1, Math.floor(overMs / stepMs))
  const perStep = Math.max(fewEnough, Math.ceil(connections().length / steps))
  const finished: Promise<void>[] = []
  return new Promise((resolve) => {
    const step = (): void => {
      const left = connections().filter((connection) => !connection.finishing)
      for (const connection of left.slice(0, perStep)) finished.push(connection.finish(reason))
      if (left.length > perStep) {
        after(stepMs, step)
        return
      }
      const cancel = after(finishMs, () => {
        for (const connection of connections()) connection.disconnect(reason)
      })
      void Promise.all(finished).then(() => {
        cancel()
        resolve()
      })
    }
    step()
  })
}
