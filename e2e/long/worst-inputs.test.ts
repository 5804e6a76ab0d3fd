/**
 * The worst inputs that the limits allow, one after the other, to a running server: none may hold up everybody else.
 * Its own event loop's delay is the measure, read from its metrics after each; the least of several runs counts, since
 * whatever else runs on the machine delays it too. Commands on thousands of items and imports are excepted.
 */
import { type ApiCaller, startServer } from '@copydesk/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const longestDelayMs = 150
const runs = 3

let server: Awaited<ReturnType<typeof startServer>>
let editor: ApiCaller
let projectId: string
let versionPath: string

beforeAll(async () => {
  server = await startServer({ demo: true })
  editor = await server.signIn('editor')
  projectId = (await editor.post<{ id: string }>('/projects', { name: 'Worst' })).id
  const { version } = await editor.post<{ version: { id: string; contentId: string } }>('/content', {
    type: 'page',
    language: 'en',
    title: 'Worst',
  })
  versionPath = `/content/${version.contentId}/versions/${version.id}`
})

afterAll(() => server.stop())

/** Since it was asked last, in milliseconds. */
async function delayMs(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text) ?? []
  return Number(seconds) * 1000
}

async function leastDelayMs(send: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run += 1) {
    await delayMs()
    await send()
    // Also what follows from it: the outbox.
    await editor.get('/notifications/counts')
    least = Math.min(least, await delayMs())
  }
  return least
}

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const mention = `@[a](person:${id})`
const fill = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
const inLines = (unit: string, length: number) => fill(`${fill(unit, 1900)}\n`, length)

const units = [
  '\n',
  ' ',
  '> ',
  '- ',
  '1. ',
  '*a_',
  '_*',
  '[a](',
  '![',
  '[a][',
  '`',
  '@[',
  '@[a](person:',
  mention,
  '\\',
  '&amp;',
  '<a ',
  'a\n=\n',
  '[a]: b\n',
  '~~~\n',
  'a  \n',
  '| a ',
  '漢',
  '😀',
  'e\u0301',
  '\u202e',
  '\u200b',
]

describe('a comment', () => {
  it.each(units)('of nothing but %j', async (unit) => {
    const bodies = [fill(unit, 20_000), inLines(unit, 20_000), `${mention}${fill(unit, 19_000)}`]
    for (const body of bodies) {
      expect(
        await leastDelayMs(() => editor.send('POST', `/projects/${projectId}/comments`, { body })),
      ).toBeLessThan(longestDelayMs)
    }
  })
})

describe('a body', () => {
  it.each(units)('of nothing but %j', async (unit) => {
    for (const body of [fill(unit, 500_000), inLines(unit, 500_000)]) {
      expect(
        await leastDelayMs(() => editor.send('PATCH', versionPath, { body }, { 'if-match': '*' })),
      ).toBeLessThan(longestDelayMs)
    }
  })
})

describe('a name, a title and a search', () => {
  it.each([...units, '%', '_', '%_', '\\%'])('of nothing but %j', async (unit) => {
    const [short, long] = [fill(unit, 200), fill(unit, 300)]
    const sends = [
      () => editor.send('POST', '/projects', { name: short, description: fill(unit, 5000) }),
      () => editor.send('PATCH', versionPath, { title: long }, { 'if-match': '*' }),
      () => editor.send('GET', `/content?q=${encodeURIComponent(long.toWellFormed())}`),
    ]
    for (const send of sends) expect(await leastDelayMs(send)).toBeLessThan(longestDelayMs)
  })
})

describe('JSON', () => {
  const raw = (body: string, path = '/content') =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { origin: server.url, cookie: editor.cookie, 'content-type': 'application/json' },
      body,
    })
  it.each([
    ['deep', () => '['.repeat(6_000_000)],
    ['deep and closed', () => `${'['.repeat(3_000_000)}${']'.repeat(3_000_000)}`],
    ['of deep objects', () => '{"a":'.repeat(1_000_000)],
    ['of many fields', () => `{${Array.from({ length: 300_000 }, (_, n) => `"f${n}":1`).join()}}`],
    ['of one long number', () => `{"a":${'9'.repeat(6_000_000)}}`],
    [
      'of escapes',
      () => `{"title":"T","type":"page","language":"en","body":"${'\\ud83d\\ude00'.repeat(500_000)}"}`,
    ],
  ])('%s', async (_, make) => {
    const body = make()
    expect(await leastDelayMs(() => raw(body))).toBeLessThan(longestDelayMs)
  })

  it.each([
    ['ids', () => ({ itemIds: Array.from({ length: 5000 }, () => id), status: 'draft' })],
    ['things that are no ids', () => ({ itemIds: Array.from({ length: 5000 }, () => 'x'), status: 'draft' })],
  ])('of 5,000 %s', async (_, make) => {
    const body = make()
    expect(await leastDelayMs(() => editor.send('PATCH', `/projects/${projectId}/items`, body))).toBeLessThan(
      longestDelayMs,
    )
  })
})

describe('a header', () => {
  const names = [
    'host',
    'cookie',
    'authorization',
    'if-match',
    'if-none-match',
    'idempotency-key',
    'accept',
    'accept-encoding',
    'accept-language',
    'traceparent',
    'tracestate',
    'x-request-id',
    'x-forwarded-for',
    'x-forwarded-host',
    'forwarded',
    'content-type',
    'origin',
  ]
  const signs = [
    '"',
    '"a",',
    ':',
    ';',
    ',',
    ' ',
    '=',
    'a',
    '1.',
    '[',
    'copydesk_session=a; ',
    'for=a;',
    'W/"',
    '%',
    '/',
  ]
  it.each(names)('%s of 12,000 signs', async (name) => {
    const { request } = await import('node:http')
    const send = (value: string) =>
      new Promise<void>((resolve) => {
        const { port } = new URL(server.url)
        const asked = request({
          host: '127.0.0.1',
          port,
          method: 'PATCH',
          path: `/api/v1${versionPath}`,
          headers: { origin: server.url, cookie: editor.cookie, [name]: value },
        })
        asked.on('response', (answer) => answer.resume().on('end', resolve))
        asked.on('error', () => resolve())
        asked.end('{}')
      })
    for (const sign of signs) {
      expect(await leastDelayMs(() => send(`x${fill(sign, 12_000)}`.trim()))).toBeLessThan(longestDelayMs)
    }
  })

  it('and an address of as many', async () => {
    for (const sign of ['/', '?', '&', '=', '%20', '%', '.', '../', ';', 'token=']) {
      const path = `/api/v1/content?q=${fill(sign, 12_000)}`
      expect(await leastDelayMs(() => fetch(server.url + path).catch(() => {}))).toBeLessThan(longestDelayMs)
    }
  })
})
