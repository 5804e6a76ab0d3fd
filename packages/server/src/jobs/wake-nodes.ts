/**
 * Tells processes that carry out the outbox of work that one without jobs left in it. A hint: what is lost is found when
 * they next look.
 */
import type { Broker } from '@copydesk/hub'
import type { NewWork } from '../command/outbox.ts'

/** No name that a client could follow or publish in. */
const channel = '$work'

export function wakeNodes(broker: Pick<Broker, 'publish'>, work: NewWork): void {
  // None: any.
  const data = JSON.stringify(work === 'any' ? [] : [...work])
  broker.publish([{ channel, epoch: '', publications: [{ offset: 0, data }] }])
}

/** Calls back whenever another process left work, until the returned function is called. */
export function onWorkElsewhere(broker: Pick<Broker, 'follow'>, wake: (work: NewWork) => void): () => void {
  return broker.follow(channel, ({ publications }) => {
    for (const { data } of publications) {
      const work = JSON.parse(data) as string[]
      wake(work.length === 0 ? 'any' : new Set(work))
    }
  }).unfollow
}
