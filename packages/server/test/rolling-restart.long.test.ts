/**
 * Three servers behind HAProxy are restarted one after the other while people write and many follow: nobody loses or is
 * told anything twice, everybody is back by recovery alone, and PostgreSQL is asked for no more connections than it was
 * promised. With LONG_RUNS of 20 or more by 2,000 connections.
 */
import type { Comment, CommentsState, CopydeskEvent, LiveToken, Project, Snapshot } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import { type Append, findFaults, type Observed, type Received } from '@copydesk/testkit/checker'
import { type StartedNodes, startNodes } from '@copydesk/testkit/nodes'
import { Centrifuge } from 'centrifuge'
import { Client } from 'pg'
import { expect, inject, it, onTestFinished } from 'vitest'
import { claimTestPostgres } from './test-postgres.ts'

const people = Number(process.env.LONG_RUNS ?? 1) >= 20 ? 2_000 : 100
const connectionsOfEach = 20
/** Beside them: the broker has one that listens and one that notifies. */
const ofBroker = 2

const ada = { name: 'Ada', email: 'ada@test.example', password: 'on one after the other' }

/** One connection through the proxy: what came over it, and how long it was away each time. */
class Follower {
  readonly observed: Observed
  readonly awayMs: number[] = []
  readonly #client: Centrifuge

  constructor(nodes: StartedNodes, name: string, admin: ApiCaller, { position }: Snapshot<unknown>) {
    const { channel, epoch, offset } = position
    const received: Received[] = [{ type: 'snapshot', epoch, offset, entries: [] }]
    this.observed = { client: name, channel, received }
    this.#client = new Centrifuge(`${nodes.url.replace('http', 'ws')}/connection/websocket`, {
      getToken: async () => (await admin.post<LiveToken>('/live/token')).token,
      // As Copydesk's own client waits.
      maxReconnectDelay: 2_000,
    })
    const subscription = this.#client.newSubscription(channel, { since: { epoch, offset } })
    let leftAt: number | null = null
    this.#client.on('connecting', () => {
      leftAt ??= performance.now()
    })
    subscription.on('subscribed', ({ wasRecovering, recovered }) => {
      // The place of a snapshot, of which nothing is known: the checker calls it stale.
      if (wasRecovering && !recovered) received.push({ type: 'snapshot', epoch, offset: 0, entries: [] })
      if (leftAt !== null && received.length > 1) this.awayMs.push(performance.now() - leftAt)
      leftAt = null
    })
    subscription.on('publication', ({ offset: at = 0, data }) => {
      const event = data as CopydeskEvent
      const entry = event.type === 'comment.created' ? event.comment.body : null
      received.push({ type: 'publication', epoch, offset: at, entry })
    })
    subscription.subscribe()
    this.#client.connect()
    this.ready = subscription.ready()
  }

  readonly ready: Promise<void>

  get offset(): number {
    return this.observed.received.at(-1)?.offset ?? 0
  }

  stop(): void {
    this.#client.disconnect()
  }
}

/** Writes until it is stopped; what had no good answer is sent again under its key. */
function startWriting(api: ApiCaller, project: Project) {
  const appends: Append[] = []
  let isStopped = false
  let again = 0
  const written = (async () => {
    while (!isStopped) {
      const entry = `comment ${appends.length + 1}`
      const key = { 'idempotency-key': crypto.randomUUID() }
      const send = () => api.send('POST', `/projects/${project.id}/comments`, { body: entry }, key)
      while ((await send().catch(() => undefined))?.status !== 201) again += 1
      appends.push({ channel: `project:${project.id}`, entry, outcome: 'acknowledged' })
    }
  })()
  const stop = async () => {
    isStopped = true
    await written
    return { appends, again }
  }
  return { stop, count: () => appends.length }
}

/** The most connections that Copydesk's servers had at a time. */
async function watchConnections(url: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  let most = 0
  const look = async () => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name like 'copydesk%'`,
    )
    most = Math.max(most, rows[0]?.count ?? 0)
  }
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, 200)
  return async () => {
    clearInterval(timer)
    await looking
    await client.end()
    return most
  }
}

async function commentsOf(api: ApiCaller, { id }: Project): Promise<Snapshot<{ data: Comment[] }>> {
  const data: Comment[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: Snapshot<CommentsState> = await api.get(`/projects/${id}/comments?limit=100${at}`)
    data.push(...page.data)
    cursor = page.nextCursor
    if (cursor === null) return { position: page.position, data }
  }
  throw new Error('A list has an end')
}

it(`a rolling restart is nothing that ${people} connections lose or hear twice anything by`, async () => {
  const databaseUrl = await claimTestPostgres(inject('postgresUrl') ?? '')
  const nodes = await startNodes({
    demo: false,
    databaseUrl,
    env: {
      COPYDESK_LEAVE_SECONDS: '3',
      COPYDESK_DRAIN_SECONDS: '2',
      COPYDESK_DATABASE_CONNECTIONS: String(connectionsOfEach),
    },
  })
  onTestFinished(() => nodes.stop())
  const admin = await nodes.setUp(ada)
  const project = await admin.post<Project>('/projects', { name: 'Never down' })
  const snapshot = await admin.get<Snapshot<unknown>>(`/projects/${project.id}`)
  const followers: Follower[] = []
  onTestFinished(() => {
    for (const follower of followers) follower.stop()
  })
  while (followers.length < people) {
    const batch = Array.from({ length: 50 }, (_, index) => {
      return new Follower(nodes, `${followers.length + index}`, admin, snapshot)
    })
    followers.push(...batch)
    await Promise.all(batch.map(({ ready }) => ready))
  }
  const writing = startWriting(admin, project)
  await expect.poll(writing.count).toBeGreaterThan(5)
  const connections = await watchConnections(databaseUrl)
  for (const server of nodes.servers) {
    expect(await server.kill('SIGTERM')).toBe(0)
    await server.restart()
    await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(200)
  }
  const { appends, again } = await writing.stop()
  const { data, position } = await commentsOf(admin, project)
  const { channel, epoch, offset } = position
  await expect.poll(() => followers.filter((one) => one.offset < offset).length).toBe(0)
  // One after the other: the ids are in the order in which they were written.
  const entries = data.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ body }) => body)
  const observed = followers.map((one) => one.observed)
  expect(findFaults({ appends, observed, final: [{ channel, epoch, offset, entries }] })).toEqual([])
  const mostConnections = await connections()
  expect(mostConnections).toBeLessThanOrEqual(nodes.servers.length * (connectionsOfEach + ofBroker))
  const away = followers.flatMap(({ awayMs }) => awayMs).sort((a, b) => a - b)
  expect(away.length).toBeGreaterThan(people / 2)
  const at = (part: number) => `${Math.round(away[Math.floor((away.length - 1) * part)] ?? 0)} ms`
  console.log(
    `${people} connections, ${away.length} times away: half of them for ${at(0.5)}, the longest for ${at(1)}; ` +
      `${appends.length} comments, ${again} sent again; at most ${mostConnections} connections to PostgreSQL`,
  )
})
