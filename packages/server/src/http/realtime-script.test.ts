/** What other sites' pages and their browsers' caches get of the script. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createRealtimeScript } from './realtime-script.ts'

const code = 'export const Realtime = class {}'

function folder(): string {
  const webDir = mkdtempSync(join(tmpdir(), 'copydesk-web-'))
  onTestFinished(() => rmSync(webDir, { recursive: true }))
  return webDir
}

async function serve(webDir: string | undefined): Promise<string> {
  const script = createRealtimeScript(webDir)
  const server = createServer((request, response) => {
    if (!script(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('is a module that pages of every site may load, and load again only when it changed', async () => {
  const webDir = folder()
  writeFileSync(join(webDir, 'realtime.js'), code)
  const url = `${await serve(webDir)}/realtime.js`
  const answer = await fetch(url, { headers: { origin: 'https://elsewhere.example' } })
  expect(await answer.text()).toBe(code)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-cache',
    'content-encoding': 'gzip',
  })
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
  expect((await fetch(url, { headers })).status).toBe(304)
  expect(await (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).text()).toBe(code)
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
})

it('answers nothing else, and nothing where it was not built', async () => {
  const webDir = folder()
  expect((await fetch(`${await serve(webDir)}/realtime.js`)).status).toBe(404)
  expect((await fetch(`${await serve(undefined)}/realtime.js`)).status).toBe(404)
  writeFileSync(join(webDir, 'realtime.js'), code)
  const url = await serve(webDir)
  expect((await fetch(`${url}/realtime.json`)).status).toBe(404)
  expect((await fetch(`${url}/realtime.js`, { method: 'POST' })).status).toBe(404)
})
