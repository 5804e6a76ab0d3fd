import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from '@copydesk/contract/operations'
import { apiPaths } from '@copydesk/hub/server-api'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import type { App } from '../http/app.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { composeServer } from './compose-server.ts'
import { type OpenedServices, openServices } from './open-services.ts'
import { findWebDir } from './product.ts'
import { StartedParts } from './started-parts.ts'

const log = pino({ level: 'silent' })
const secret = 's'.repeat(32)

async function open(parts?: StartedParts): Promise<OpenedServices> {
  const cwd = mkdtempSync(join(tmpdir(), 'copydesk-compose-'))
  const opened = await openServices(loadSettings({ env: {}, cwd }), parts ? { log, parts } : { log })
  onTestFinished(async () => {
    await opened.parts.stop()
    rmSync(cwd, { recursive: true })
  })
  return opened
}

async function start() {
  const server = await composeServer({ opened: await open(), secret, log })
  return server.app
}

const webDir = findWebDir()
const id = '0198c0de-0000-7000-8000-000000000001'

/**
 * Below these is no HTTP API: the wire protocol, the door to the server API whose methods are the hub's, the app, the page
 * that links of mails lead to.
 */
const otherRoutes = [
  '/unsubscribe',
  '/connection/',
  '/emulation',
  '/events',
  '/api/:method',
  '/assets/',
  '/docs/',
]

/** Every route, `GET /api/v1/projects/{id}`, read from the tree that Fastify prints. */
function routesOf(app: App): string[] {
  const found: string[] = []
  const parents: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    const depth = indent.length / 4
    const url = (parents[depth - 1] ?? '') + part
    parents.splice(depth, parents.length, url)
    if (url === '/' || url === '/api' || otherRoutes.some((other) => url.startsWith(other))) continue
    for (const method of methods?.split(', ') ?? []) {
      if (method !== 'HEAD' && method !== 'OPTIONS') found.push(`${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
    }
  }
  return found
}

it('serves every operation of the contract, and nothing that is none', async () => {
  const app = await start()
  const assets = existsSync(webDir ?? '') ? readdirSync(webDir ?? '').map((name) => `GET /${name}`) : []
  const served = routesOf(app).filter((route) => !assets.includes(route))
  const declared = operations.filter(({ tag }) => tag !== 'server-api')
  expect(served.toSorted()).toEqual(declared.map(({ method, path }) => `${method} ${path}`).toSorted())
  const serverApi = operations.filter(({ tag }) => tag === 'server-api')
  expect(serverApi.map(({ path }) => path).toSorted()).toEqual(
    [...apiPaths].filter((path) => path !== '/api').toSorted(),
  )
})

it('asks whoever calls who they are, wherever an operation is not public', async () => {
  const app = await start()
  for (const { method, path, access } of operations) {
    if (access === 'public') continue
    const url = path.replaceAll(/\{\w+\}/g, id)
    const answer = await app.inject({ method, url, payload: method === 'GET' ? '' : {} })
    expect([method, path, answer.statusCode]).toEqual([method, path, 401])
  }
})

it('is alive, ready and measured', async () => {
  const app = await start()
  for (const url of ['/livez', '/readyz', '/metrics', '/api/v1/live', '/api/v1/session']) {
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 200])
  }
  const plain = await app.inject({ url: '/connection/websocket' })
  expect(plain.statusCode).toBe(426)
  expect((await app.inject({ url: '/api/v1/session' })).json()).toMatchObject({
    setupNeeded: true,
    demo: false,
  })
})

/** Notes what starts and stops; fails to start the part of this name. */
class NotedParts extends StartedParts {
  readonly started: string[] = []
  readonly stopped: string[] = []
  readonly #failing: string | undefined

  constructor(failing?: string) {
    super()
    this.#failing = failing
  }

  override start<Part>(
    name: string,
    begin: () => Part | Promise<Part>,
    stop: (part: Part) => void | Promise<void>,
    withinMs?: number,
  ): Promise<Part> {
    const planted = () => {
      if (name === this.#failing) throw new Error('planted')
      this.started.push(name)
      return begin()
    }
    const noted = (part: Part) => {
      this.stopped.push(name)
      return stop(part)
    }
    return super.start(name, planted, noted, withinMs)
  }
}

it('ends the connections first and the database last', async () => {
  const parts = new NotedParts()
  const server = await composeServer({ opened: await open(parts), secret, log })
  await server.stop()
  expect(parts.stopped).toEqual(parts.started.toReversed())
  expect([parts.stopped.at(0), parts.stopped.at(1)]).toEqual(['the connections', 'the web server'])
  expect([parts.started.at(0), parts.started.at(1)]).toEqual(['the database', 'the broker'])
})

it('can stop what it has started, whichever part fails to', async () => {
  const whole = new NotedParts()
  await composeServer({ opened: await open(whole), secret, log })
  // The first two are not its own.
  for (const failing of whole.started.slice(2)) {
    const parts = new NotedParts(failing)
    const opened = await open(parts)
    await expect(composeServer({ opened, secret, log })).rejects.toThrow('planted')
    await parts.stop()
    const before = whole.started.slice(0, whole.started.indexOf(failing))
    expect([failing, parts.stopped]).toEqual([failing, before.toReversed()])
  }
})
