import { expect, it } from 'vitest'
import { createFakeClock, settle } from '../../test/fake-clock.ts'
import { createApi } from '../api.ts'

/** A server that answers piece by piece, at the test's word. */
function setUp() {
  const clock = createFakeClock()
  let arrive: (text: string | null) => void = () => {}
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        arrive = (text) => {
          if (text === null) controller.close()
          else controller.enqueue(new TextEncoder().encode(text))
        }
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
    })
    return new Response(body)
  }
  const api = createApi({ fetch, clock, random: () => 0.5, timeoutMs: 30_000 })
  return { clock, api, arrive: (text: string | null) => arrive(text) }
}

it('an answer that comes slowly is waited for, however long it takes', async () => {
  const { clock, api, arrive } = setUp()
  const answer = api.projects.list()
  const text = JSON.stringify({ data: ['å', '😀'], position: {} })
  for (const piece of text) {
    await clock.advance(25_000)
    arrive(piece)
  }
  arrive(null)
  expect(await answer).toEqual({ data: ['å', '😀'], position: {} })
})

it('one that stalls halfway is a fault, and nothing is left behind', async () => {
  const { clock, api, arrive } = setUp()
  const answer = api.notifications.change('n', true).catch((error: unknown) => error)
  await settle()
  arrive('{"id":')
  await clock.advance(29_000)
  arrive('"n"')
  // Each further try is silent from the beginning.
  for (let seconds = 0; seconds < 150; seconds += 1) await clock.advance(1_000)
  expect(await answer).toMatchObject({ code: 'network' })
})

it('a large body to be sent has time for its way', async () => {
  const clock = createFakeClock()
  const signals: AbortSignal[] = []
  const fetch: typeof globalThis.fetch = (_input, init) =>
    new Promise((_, reject) => {
      if (init?.signal) signals.push(init.signal)
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
  const api = createApi({ fetch, clock, timeoutMs: 30_000 })
  const answer = api.comments.change({ id: 'c', revision: 1 }, 'x'.repeat(400_000)).catch(() => 'lost')
  await clock.advance(100_000)
  expect(signals[0]?.aborted).toBe(false)
  for (let seconds = 0; seconds < 400; seconds += 1) await clock.advance(1_000)
  expect(await answer).toBe('lost')
})
