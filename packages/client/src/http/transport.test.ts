import { describe, expect, it } from 'vitest'
import { createFakeClock, settle } from '../../test/fake-clock.ts'
import { createFakeFetch, json, problem } from '../../test/fake-fetch.ts'
import { createApi } from '../api.ts'
import { ApiError } from './api-error.ts'
import { newCommandId } from './command-id.ts'

function setUp() {
  const clock = createFakeClock()
  const network = createFakeFetch()
  const errors: ApiError[] = []
  const api = createApi({
    fetch: network.fetch,
    clock,
    random: () => 0.5,
    headers: () => ({ authorization: 'Bearer secret' }),
    onError: (error) => errors.push(error),
  })
  return { clock, network, api, errors }
}

const failed = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiError)) throw new Error(`not an ApiError: ${error}`)
  return error
}
const noRoute = () => {
  throw new TypeError('fetch failed')
}

describe('a request', () => {
  it('carries what the server needs to know', async () => {
    const { network, api } = setUp()
    network.answers = [() => json({ id: 'p', revision: 4 })]
    await api.projects.change({ id: 'p', revision: 3 }, { name: 'New' }, { commandId: 'key-1' })
    expect(network.asked).toMatchObject([
      {
        method: 'PATCH',
        path: '/api/v1/projects/p',
        body: { name: 'New' },
        headers: {
          authorization: 'Bearer secret',
          'content-type': 'application/json',
          'idempotency-key': 'key-1',
          'if-match': '"3"',
        },
      },
    ])
  })

  it('without a body says nothing of one', async () => {
    const { network, api } = setUp()
    await api.projects.remove('p')
    expect(network.asked[0]?.body).toBeUndefined()
    expect(network.asked[0]?.headers['content-type']).toBeUndefined()
  })

  it('names its command before the answer is there', async () => {
    const { network, api } = setUp()
    const sent = api.projects.create({ name: 'New' })
    expect(sent.commandId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    await sent
    expect(network.asked[0]?.headers['idempotency-key']).toBe(sent.commandId)
    expect(newCommandId()).not.toBe(newCommandId())
  })

  it('leaves empty filters out of the address', async () => {
    const { network, api } = setUp()
    await api.content.list({ q: 'a b', type: null, language: 'sv-SE', cursor: null, limit: 100 })
    await api.content.list()
    expect(network.asked.map((one) => one.path)).toEqual([
      '/api/v1/content?q=a+b&language=sv-SE&limit=100',
      '/api/v1/content',
    ])
  })

  it('answered without a body gives nothing', async () => {
    const { network, api } = setUp()
    network.answers = [() => new Response(null, { status: 204 })]
    expect(await api.projects.remove('p')).toBeUndefined()
  })
})

describe('an error', () => {
  it('carries what the server said', async () => {
    const { network, api, errors } = setUp()
    const blockers = [{ itemId: 'i', title: 'Home', reason: 'not_ready', status: 'draft' }]
    network.answers = [() => problem(409, 'publish_blocked', { detail: 'One is not ready.', blockers })]
    const error = await failed(api.projects.publish('p', { mode: 'all' }))
    expect(error).toMatchObject({
      code: 'publish_blocked',
      status: 409,
      message: 'One is not ready.',
      remedy: 'Do it.',
      instance: 'r-1',
      blockers,
      errors: [],
    })
    expect(errors).toEqual([error])
  })

  it('of the network has its own code', async () => {
    const { network, api, clock } = setUp()
    network.answers = [noRoute]
    const lost = failed(api.projects.remove('p'))
    await clock.advance(10_000)
    expect(await lost).toMatchObject({ code: 'network', status: 0 })
  })

  it('from something that is not Copydesk says so', async () => {
    const { network, api } = setUp()
    network.answers = [() => new Response('<html>Sign in to the network</html>', { status: 403 })]
    expect(await failed(api.me.get())).toMatchObject({ code: 'bad_answer', status: 403 })
    network.answers = [() => new Response('<html>Welcome</html>')]
    expect(await failed(api.me.get())).toMatchObject({ code: 'bad_answer', status: 200 })
    const broken = { status: 500, headers: { 'content-type': 'application/problem+json' } }
    network.answers = [() => new Response('{', broken)]
    expect(await failed(api.projects.remove('p'))).toMatchObject({ code: 'bad_answer', status: 500 })
  })

  it('comes when the answer takes too long', async () => {
    const { network, api, clock } = setUp()
    network.answers = [() => new Promise<Response>(() => {})]
    const late = failed(api.projects.remove('p'))
    await clock.advance(120_000)
    expect(await late).toMatchObject({ code: 'network' })
    expect(network.asked).toHaveLength(3)
  })

  it('is not made of an abort by the caller', async () => {
    const { network, api, errors } = setUp()
    network.answers = [() => new Promise<Response>(() => {})]
    const abort = new AbortController()
    const reading = api.projects.list({ signal: abort.signal })
    abort.abort(new Error('not needed any more'))
    await expect(reading).rejects.toThrow('not needed any more')
    expect(errors).toEqual([])
  })
})

describe('trying again', () => {
  it('happens for reads when nothing answers', async () => {
    const { network, api, clock } = setUp()
    network.answers = [noRoute, noRoute, () => json({ data: [] })]
    const reading = api.projects.list()
    await clock.advance(5_000)
    expect(await reading).toEqual({ data: [] })
    expect(network.asked).toHaveLength(3)
  })

  it('ends after three', async () => {
    const { network, api, clock, errors } = setUp()
    network.answers = [noRoute]
    const reading = failed(api.projects.list())
    await clock.advance(60_000)
    expect((await reading).code).toBe('network')
    expect(network.asked).toHaveLength(3)
    expect(errors).toHaveLength(1)
  })

  it('happens for POST, with the same key', async () => {
    const { network, api, clock } = setUp()
    network.answers = [() => problem(503, 'unavailable'), () => json({ id: 'p' })]
    const sent = api.projects.create({ name: 'New' })
    await clock.advance(5_000)
    await sent
    expect(network.asked.map((one) => one.headers['idempotency-key'])).toEqual([
      sent.commandId,
      sent.commandId,
    ])
  })

  it.each([
    ['PATCH', (api: ReturnType<typeof createApi>) => api.items.change('p', 'i', { status: 'ready' })],
    ['DELETE', (api: ReturnType<typeof createApi>) => api.projects.remove('p')],
  ])('happens for %s, with the same key', async (_, send) => {
    const { network, api, clock } = setUp()
    network.answers = [noRoute, () => json({})]
    const sent = send(api)
    await clock.advance(5_000)
    await sent
    const keys = network.asked.map((one) => one.headers['idempotency-key'])
    expect(keys).toEqual([sent.commandId, sent.commandId])
  })

  it('never happens after an answer that will not change', async () => {
    const { network, api, clock } = setUp()
    network.answers = [() => problem(404, 'not_found')]
    const reading = failed(api.projects.get('p'))
    await clock.advance(60_000)
    await reading
    expect(network.asked).toHaveLength(1)
  })

  it('ends when the caller aborts meanwhile', async () => {
    const { network, api, clock } = setUp()
    network.answers = [noRoute]
    const abort = new AbortController()
    const reading = api.projects.list({ signal: abort.signal })
    await settle()
    abort.abort(new Error('not needed any more'))
    await expect(reading).rejects.toThrow('not needed any more')
    await clock.advance(60_000)
    expect(network.asked).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })
})
