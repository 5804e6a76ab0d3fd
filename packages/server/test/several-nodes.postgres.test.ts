/** Several servers on one PostgreSQL, behind a proxy that sends each request to any of them: whatever one says, another knows. */
import type { LiveToken, Project, SessionInfo, Snapshot } from '@copydesk/contract'
import { type ApiCaller, cookiesOf, createApiCaller } from '@copydesk/testkit'
import { type StartedNodes, startNodes } from '@copydesk/testkit/nodes'
import { startPgBouncer } from '@copydesk/testkit/postgres'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { followAt } from './follow-at.ts'
import { claimTestPostgres } from './test-postgres.ts'

const ada = { name: 'Ada', email: 'ada@test.example', password: 'on any of the servers' }

let nodes: StartedNodes
let admin: ApiCaller

beforeAll(async () => {
  const databaseUrl = await claimTestPostgres(inject('postgresUrl') ?? '')
  nodes = await startNodes({ demo: false, databaseUrl })
  const codes = new Set(nodes.servers.map((server) => /#code=(\S+)/.exec(server.logs())?.[1]))
  expect(codes.size, 'links that the servers print').toBe(1)
  admin = await nodes.setUp(ada)
})
afterAll(() => nodes.stop())

async function signedIn(answer: Response): Promise<ApiCaller> {
  expect(answer.ok, await answer.text()).toBe(true)
  return createApiCaller(nodes.url, cookiesOf(answer))
}

/** The same person at each server, past the proxy. */
const atEach = (caller: ApiCaller, all = nodes) =>
  all.servers.map(({ url }) => {
    const direct = createApiCaller(url, caller.cookie)
    const headers = { origin: all.url }
    return {
      get: direct.get,
      send: (method: string, path: string, body?: unknown, own: Record<string, string> = {}) =>
        direct.send(method, path, body, { ...headers, ...own }),
    }
  })

describe('several servers', () => {
  it('answer by turns, and know a session that began at another', async () => {
    const seen = new Set<string>()
    for (let asked = 0; asked < 40; asked += 1) {
      seen.add((await admin.get<{ node: string }>('/live/echo')).node)
      expect((await admin.get<SessionInfo>('/session')).person?.email).toBe(ada.email)
    }
    expect(seen.size).toBe(nodes.servers.length)
  })

  it('do a command once, whichever of them it is sent to again', async () => {
    const key = crypto.randomUUID()
    const body = { name: 'Sent three times' }
    const answers = await Promise.all(
      atEach(admin).map((one) => one.send('POST', '/projects', body, { 'idempotency-key': key })),
    )
    const projects = await Promise.all(answers.map(async (answer) => (await answer.json()) as Project))
    expect(new Set(projects.map(({ id }) => id)).size).toBe(1)
  })

  it('take tokens of one another, and tell who is connected to one what is done at another', async () => {
    const project = await admin.post<Project>('/projects', { name: 'Heard everywhere' })
    const snapshot = await admin.get<Snapshot<Project>>(`/projects/${project.id}`)
    const tokens = await Promise.all(
      atEach(admin).map(async (one) => (await (await one.send('POST', '/live/token')).json()) as LiveToken),
    )
    const feeds = await Promise.all(
      nodes.servers.map(({ url }, index) =>
        followAt(url, tokens[(index + 1) % tokens.length]?.token ?? '', snapshot),
      ),
    )
    for (const one of atEach(admin)) {
      const path = `/projects/${project.id}/comments`
      expect((await one.send('POST', path, { body: 'from here' })).status).toBe(201)
    }
    for (const { heard } of feeds) {
      await expect.poll(() => heard.slice(0, 3)).toEqual([1, 2, 3].map((n) => snapshot.position.offset + n))
    }
  })

  it('end what a person has at another server when they sign out at this one', async () => {
    const { email, password } = ada
    const own = await signedIn(
      await createApiCaller(nodes.url, '').send('POST', '/session', { email, password }),
    )
    const { token } = await own.post<LiveToken>('/live/token')
    const people = await own.get<Snapshot<unknown>>('/projects')
    const feeds = await Promise.all(nodes.servers.map(({ url }) => followAt(url, token, people)))
    const ended = feeds.map(({ client }) => new Promise((resolve) => client.once('disconnected', resolve)))
    for (const one of atEach(own)) expect((await one.get<SessionInfo>('/session')).person).not.toBeNull()
    await own.delete('/session')
    await Promise.all(ended)
    for (const one of atEach(own)) {
      await expect.poll(async () => (await one.get<SessionInfo>('/session')).person).toBeNull()
    }
  })
})

it('servers behind PgBouncer hear of each other, by the database itself or by asking, and say which', async () => {
  const direct = new URL(await claimTestPostgres(inject('postgresUrl') ?? ''))
  const pooler = await startPgBouncer({ port: Number(direct.port) }, 10)
  onTestFinished(() => pooler.stop())
  const databaseUrl = `postgres://postgres@127.0.0.1:${pooler.port}${direct.pathname}`
  const two = await startNodes({
    ...{ count: 2, demo: false, databaseUrl },
    env: (index) => (index === 0 ? { COPYDESK_DATABASE_LISTEN_URL: direct.href } : {}),
  })
  onTestFinished(() => two.stop())
  const caller = await two.setUp(ada)
  const project = await caller.post<Project>('/projects', { name: 'Pooled' })
  const snapshot = await caller.get<Snapshot<Project>>(`/projects/${project.id}`)
  const { token } = await caller.post<LiveToken>('/live/token')
  const feeds = await Promise.all(two.servers.map(({ url }) => followAt(url, token, snapshot)))
  const brokerAt = async (url: string) => {
    const { checks } = (await (await fetch(`${url}/readyz`)).json()) as {
      checks: Record<string, { status: string }[]>
    }
    return checks['broker:state']?.[0]?.status
  }
  const states = () => Promise.all(two.servers.map(({ url }) => brokerAt(url)))
  await expect.poll(states).toEqual(['pass', 'warn'])
  for (const one of atEach(caller, two)) {
    const answer = await one.send('POST', `/projects/${project.id}/comments`, { body: 'from here' })
    expect(answer.status).toBe(201)
  }
  for (const { heard } of feeds) {
    await expect.poll(() => heard.slice(0, 2)).toEqual([1, 2].map((n) => snapshot.position.offset + n))
  }
})
