/** The whole server, composed as `copydesk start` does it, below the path of COPYDESK_PUBLIC_URL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from '@copydesk/contract/operations'
import { hubPaths } from '@copydesk/hub'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { composeServer } from '../src/cli/compose-server.ts'
import { openServices } from '../src/cli/open-services.ts'
import { loadSettings } from '../src/settings/load-settings.ts'

async function start() {
  const cwd = mkdtempSync(join(tmpdir(), 'copydesk-compose-'))
  const env = { COPYDESK_PUBLIC_URL: 'http://127.0.0.1:4600/tools/desk/', COPYDESK_PORT: '0' }
  const opened = await openServices(loadSettings({ env, cwd }))
  const server = await composeServer({ opened, secret: 's'.repeat(32), log: pino({ level: 'silent' }) })
  onTestFinished(async () => {
    await server.stop()
    rmSync(cwd, { recursive: true })
  })
  return server.app
}

const base = '/tools/desk'
const id = '0198c0de-0000-7000-8000-000000000001'
const probes = ['/livez', '/readyz']

it('serves every operation there, and none outside', async () => {
  const app = await start()
  for (const { method, path, access } of operations) {
    const url = path.replaceAll(/\{\w+\}/g, id)
    const ask = (url: string) => app.inject({ method, url, payload: method === 'GET' ? '' : {} })
    const there = await ask(base + url)
    expect([method, path, there.statusCode, there.body]).not.toEqual([method, path, 404, there.body])
    if (access !== 'public') expect([method, path, there.statusCode]).toEqual([method, path, 401])
    const outside = await ask(url)
    if (probes.includes(path)) expect([path, outside.statusCode]).toEqual([path, 200])
    else expect([method, path, outside.json().code]).toEqual([method, path, 'outside_base_path'])
  }
})

it('has the paths of its transports there, and none outside', async () => {
  const app = await start()
  for (const path of Object.keys(hubPaths)) {
    expect([path, (await app.inject({ url: base + path })).statusCode]).not.toEqual([path, 404])
    expect([path, (await app.inject({ url: path })).statusCode]).toEqual([path, 404])
  }
})

it('takes WebSockets there, and none outside', async () => {
  const app = await start()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const socket = '/connection/websocket'
  for (const [path, status] of [
    [base + socket, 101],
    [`${base}${socket}?cf_ws_frame_ping_pong=true`, 101],
    [socket, 404],
    [`/tools${socket}`, 404],
    [`${base}2${socket}`, 404],
  ] as const) {
    expect([path, await statusOfHandshake(port, path)]).toEqual([path, status])
  }
})

function statusOfHandshake(port: number, path: string): Promise<number | undefined> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers })
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve(answer.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}
