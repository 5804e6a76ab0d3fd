import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { createApp, type Routes } from './app.ts'
import { uncompressed } from './compression.ts'

const long = {
  data: Array.from({ length: 5_000 }, (_, id) => ({ id, title: 'The same words again and again' })),
}

const routes: Routes = (app) => {
  app.get('/long', async () => long)
  app.get('/short', async () => ({ ok: true }))
  app.get('/secret', uncompressed, async () => long)
  app.get('/stream', async (_request, reply) =>
    reply.type('text/event-stream').send('data: x\n\n'.repeat(1_000)),
  )
}

async function start() {
  const { services } = await createTestApp({ withPeople: false })
  const app = await createApp({ services, routes: [routes] })
  onTestFinished(() => app.close())
  return (path: string, accept?: string) =>
    app.inject({
      authority: '127.0.0.1:4600',
      url: `/api/v1${path}`,
      headers: accept === undefined ? {} : { 'accept-encoding': accept },
    })
}

it('makes long answers small, as the client can read them', async () => {
  const ask = await start()
  const [plain, brotli, gzip] = [
    await ask('/long'),
    await ask('/long', 'gzip, deflate, br'),
    await ask('/long', 'gzip'),
  ]
  expect(plain.json()).toEqual(long)
  expect(JSON.parse(brotliDecompressSync(brotli.rawPayload).toString())).toEqual(long)
  expect(JSON.parse(gunzipSync(gzip.rawPayload).toString())).toEqual(long)
  for (const answer of [brotli, gzip]) {
    expect(answer.headers.vary).toMatch(/accept-encoding/i)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.rawPayload.length * 10).toBeLessThan(plain.rawPayload.length)
  }
})

it.each([
  ['/short', 'br'],
  ['/secret', 'br'],
  ['/stream', 'gzip, br'],
  ['/long', 'identity'],
  ['/long', 'br;q=0, gzip;q=0'],
  ['/long', 'zstd'],
])('sends %s as it is to who accepts %s', async (path, accept) => {
  const ask = await start()
  const answer = await ask(path, accept)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-encoding']).toBeUndefined()
})
