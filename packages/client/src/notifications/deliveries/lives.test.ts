import { channels, type DeliveryPart } from '@copydesk/contract'
import { expect, it, vi } from 'vitest'
import { ada } from '../../../test/builders.ts'
import { createFakeChannels } from '../../../test/fake-channels.ts'
import { createFakeClock, settle } from '../../../test/fake-clock.ts'
import { json } from '../../../test/fake-fetch.ts'
import { createApi } from '../../api.ts'
import { createLiveStore } from '../../live/live-store.ts'
import { createSharedLive } from '../../live/shared-live.ts'
import { createDeliveryLives } from './lives.ts'

/** A log of so many mails, of which as many come at a time as are asked for, 50 at first. */
function setUp(count: number) {
  const clock = createFakeClock()
  const fake = createFakeChannels()
  const newest = { number: count }
  const fetch = vi.fn<typeof globalThis.fetch>(async (input) => {
    const query = new URL(String(input), 'http://desk.example').searchParams
    const from = Number(query.get('cursor') ?? newest.number + 1) - 1
    const length = Math.min(Number(query.get('limit') ?? 50), from)
    return json({
      data: Array.from({ length }, (_, index) => ({ id: String(from - index) })),
      nextCursor: from > length ? String(from - length + 1) : null,
      position: fake.position(channels.delivery),
    })
  })
  const options = { realtime: fake.source, store: createLiveStore(), me: ada.id, clock, random: () => 0.5 }
  const mails = createDeliveryLives(
    createSharedLive(options),
    createApi({ clock, random: () => 0.5, fetch }),
  ).deliveries(null)
  mails.subscribe(() => {})
  return {
    fetch,
    loadMore: mails.loadMore,
    shown: () => mails.getSnapshot().data?.data.map(({ id }) => Number(id)) ?? [],
    change: async (...parts: DeliveryPart[]) => {
      newest.number += 1
      fake.publish(channels.delivery, { type: 'delivery.changed', parts })
      await clock.advance(2_000)
    },
  }
}

it('comes again as far as it was read, when its channel says that it changed', async () => {
  const { change, fetch, loadMore, shown } = setUp(600)
  await settle()
  for (let page = 0; page < 5; page += 1) {
    await loadMore()
    await settle()
  }
  const before = fetch.mock.calls.length
  await change('failed_work', 'traces')
  expect(fetch.mock.calls.length).toBe(before)
  await change('mail')
  const all = Array.from({ length: 602 }, (_, index) => 602 - index)
  expect(shown()).toEqual(all.slice(0, 400))
  await loadMore()
  await settle()
  expect(shown()).toEqual(all.slice(0, 450))
})
