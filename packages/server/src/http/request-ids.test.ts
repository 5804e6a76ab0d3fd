import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createTestApp, testAuthority } from '../../test/test-app.ts'
import { requestIdOf, requestUri, traceOf } from './request-ids.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const uuid = /^[\da-f]{8}-[\da-f-]{27}$/

describe('the id of a request', () => {
  it.each(['9a0c6a1e-5f0a-4d7e-8f4e-1f8f3e0e2b11', 'req-42', 'Root=1-67891233-abcdef012345678912345678'])(
    'is the one that came: %s',
    (id) => {
      expect(requestIdOf({ headers: { 'x-request-id': id } })).toBe(id)
      expect(URL.canParse(requestUri(id))).toBe(true)
    },
  )

  it.each([undefined, '', 'two words', 'a\u0000b', '<script>', 'é', 'x'.repeat(129), ['a', 'b']])(
    'is a new one in place of %j',
    (id) => {
      expect(requestIdOf({ headers: { 'x-request-id': id as string } })).toMatch(uuid)
    },
  )
})

describe('the trace of a request', () => {
  it('goes on with a span of its own', () => {
    const trace = traceOf({ headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } })
    expect(trace).toMatchObject({ traceId, parentId: '00f067aa0ba902b7', flags: '01' })
    expect(trace?.spanId).toMatch(/^[\da-f]{16}$/)
    expect(trace?.spanId).not.toBe(trace?.parentId)
  })

  it.each([`01-${traceId}-00f067aa0ba902b7-01-more`, `cc-${traceId}-00f067aa0ba902b7-00`])(
    'may be of a later version: %s',
    (traceparent) => {
      expect(traceOf({ headers: { traceparent } })?.traceId).toBe(traceId)
    },
  )

  it.each([
    '',
    'nonsense',
    `ff-${traceId}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${traceId}-00f067aa0ba902b7-01-more`,
    `01-${traceId}-00f067aa0ba902b7-01-${'x'.repeat(300)}`,
  ])('is none: %s', (traceparent) => {
    expect(traceOf({ headers: { traceparent } })).toBeUndefined()
  })
})

describe('the log', () => {
  async function start(trustProxy: boolean) {
    const lines: Record<string, unknown>[] = []
    const stream = new PassThrough().on('data', (line) => lines.push(JSON.parse(String(line))))
    const { app, services } = await createTestApp({
      logger: pino({ level: 'debug' }, stream),
      settings: { trustProxy },
    })
    return { app, services, lines }
  }

  it('tells address, account and code of a failed sign-in, and nothing secret', async () => {
    const { app, lines } = await start(true)
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session?token=do-not-tell&next=inbox',
      authority: testAuthority,
      headers: {
        'x-forwarded-for': '203.0.113.7',
        'x-request-id': 'from-the-proxy',
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
      payload: { email: 'Nobody@test.example', password: 'do-not-tell-this' },
    })
    expect(answer.headers['x-request-id']).toBe('from-the-proxy')
    expect(answer.headers.traceparent).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-01$`))
    expect(answer.json().instance).toBe('urn:copydesk:request:from-the-proxy')
    const line = lines.find(({ msg }) => msg === 'request')
    expect(line).toMatchObject({
      reqId: 'from-the-proxy',
      traceId,
      address: '203.0.113.7',
      account: 'nobody@test.example',
      code: 'sign_in_failed',
      status: 401,
    })
    expect(JSON.stringify(lines)).not.toContain('do-not-tell')
    expect(line?.url).toContain('next=inbox')
  })

  it('tells the address of the peer where no proxy is trusted', async () => {
    const { app, lines } = await start(false)
    await app.inject({
      url: '/api/v1/me',
      authority: testAuthority,
      headers: { 'x-forwarded-for': '203.0.113.7' },
    })
    expect(lines.find(({ msg }) => msg === 'request')).toMatchObject({
      address: '127.0.0.1',
      code: 'not_signed_in',
    })
  })

  it('has an id for every answer', async () => {
    const { app } = await createTestApp()
    const answer = await app.inject({ url: '/nowhere', authority: testAuthority })
    expect(answer.headers['x-request-id']).toMatch(uuid)
    expect(answer.json().instance).toBe(`urn:uuid:${answer.headers['x-request-id']}`)
  })
})
