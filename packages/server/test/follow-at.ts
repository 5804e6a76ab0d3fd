/** Somebody who follows one channel at one server, with the `centrifuge` SDK, until the test is over. */
import type { CopydeskEvent, Snapshot } from '@copydesk/contract'
import { Centrifuge } from 'centrifuge'
import { onTestFinished } from 'vitest'

/** Connected and subscribed when it resolves. `heard` grows by the offset of each publication, as it comes. */
export async function followAt(url: string, token: string, { position }: Snapshot<unknown>) {
  const { channel, epoch, offset } = position
  const client = new Centrifuge(`${url.replace('http', 'ws')}/connection/websocket`, { token })
  onTestFinished(() => client.disconnect())
  const heard: (number | undefined)[] = []
  const events: CopydeskEvent[] = []
  const subscription = client.newSubscription(channel, { since: { epoch, offset } })
  subscription.on('publication', ({ offset: at, data }) => {
    heard.push(at)
    events.push(data as CopydeskEvent)
  })
  subscription.subscribe()
  client.connect()
  await subscription.ready()
  return { heard, events, client }
}
