/** Waits until everything that two ends of a broker sent and asked for before has arrived and is carried out. */
import type { Broker } from '../../src/index.ts'

export interface Ends {
  here: Broker
  there: Broker
}

let fences = 0

/** What both ends publish after it comes after it, and what they follow was asked for before it. */
export async function settle({ here, there }: Ends): Promise<void> {
  fences += 1
  const channel = `fence:${fences}`
  const ends = [here, there]
  const followed = ends.map((end) => {
    const heard = new Set<string>()
    const { promise, resolve } = Promise.withResolvers<void>()
    const { ready, unfollow } = end.follow(channel, ({ publications }) => {
      for (const { data } of publications) heard.add(data)
      if (heard.size === new Set(ends).size) resolve()
    })
    return { ready, heardAll: promise, unfollow }
  })
  await Promise.all(followed.map(({ ready }) => ready))
  for (const [index, end] of [...new Set(ends)].entries()) {
    end.publish([{ channel, epoch: '', publications: [{ offset: 0, data: String(index) }] }])
  }
  await Promise.all(followed.map(({ heardAll }) => heardAll))
  for (const { unfollow } of followed) unfollow()
}

/** Resolves once it is in this phase. */
export function phase(broker: Broker, wanted: Broker['state']['phase']): Promise<void> {
  return new Promise((resolve) => {
    if (broker.state.phase === wanted) return resolve()
    const stop = broker.onState((state) => {
      if (state.phase !== wanted) return
      stop()
      resolve()
    })
  })
}
