/** Servers on one PostgreSQL of which each has some of the roles. */
import { channels, type LiveToken, type Project, type Snapshot } from '@copydesk/contract'
import { cookiesOf, createApiCaller } from '@copydesk/testkit'
import { startNats, startRedis } from '@copydesk/testkit/message-servers'
import { startNodes } from '@copydesk/testkit/nodes'
import { Centrifuge } from 'centrifuge'
import { expect, inject, it, onTestFinished } from 'vitest'
import { followAt } from './follow-at.ts'
import { claimTestPostgres } from './test-postgres.ts'

const ada = { name: 'Ada', email: 'ada@test.example', password: 'on one of the servers' }

/** Of the roles named; the first has `web`, and is asked in the name of the first administrator. */
async function startParts(roles: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const parts = await startNodes({
    count: roles.length,
    demo: false,
    databaseUrl: await claimTestPostgres(inject('postgresUrl') ?? ''),
    env: (index) => ({ ...env, COPYDESK_ROLES: roles[index] ?? '' }),
  })
  onTestFinished(() => parts.stop())
  const urls = parts.servers.map(({ url }) => url)
  const [web = ''] = urls
  const code = /#code=(\S+)/.exec(parts.servers[0]?.logs() ?? '')?.[1]
  const origin = { origin: parts.url }
  const answer = await createApiCaller(web, '').send('POST', '/setup', { ...ada, code }, origin)
  const admin = createApiCaller(web, cookiesOf(answer))
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await admin.send(method, path, body, origin)
    expect(answer.ok, path).toBe(true)
    return answer
  }
  const post = async <Body>(path: string, body?: unknown) =>
    (await (await send('POST', path, body)).json()) as Body
  return { urls, origin: parts.url, admin, send, post }
}

it('servers of one role each share the work, say how they are, and refuse what is no part of theirs', async () => {
  const { urls, admin, post } = await startParts(['web', 'hub', 'jobs'])
  const [web = '', hub = '', jobs = ''] = urls
  for (const url of [web, hub, jobs]) {
    for (const path of ['/livez', '/readyz', '/metrics']) {
      expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200])
    }
  }
  const checksAt = async (url: string) => {
    return Object.keys(((await (await fetch(`${url}/readyz`)).json()) as { checks: object }).checks)
  }
  expect(await checksAt(web)).toEqual(['database:write', 'database:read', 'database:schema'])
  expect(await checksAt(hub)).toContain('broker:state')
  expect(await checksAt(jobs)).toContain('work:prompt')

  const problemAt = async (url: string) => {
    const { status, code, detail } = (await (await fetch(url)).json()) as Record<string, unknown>
    return { status, code, detail }
  }
  expect(await problemAt(`${web}/connection/websocket`)).toEqual({
    ...{ status: 421, code: 'other_role' },
    detail: '/connection/websocket belongs to servers with the role hub.',
  })
  expect(await problemAt(`${web}/api/v1/live/echo`)).toMatchObject({ code: 'other_role' })
  expect(await problemAt(`${hub}/api/v1/projects`)).toMatchObject({ code: 'other_role' })
  expect(await problemAt(`${jobs}/`)).toMatchObject({ code: 'other_role' })

  const project = await post<Project>('/projects', { name: 'Divided' })
  const list = await admin.get<Snapshot<unknown>>('/projects')
  const snapshot = await admin.get<Snapshot<Project>>(`/projects/${project.id}`)
  const { token } = await post<LiveToken>('/live/token')
  const inProject = await followAt(hub, token, snapshot)
  const inList = await followAt(hub, token, list)
  await post(`/projects/${project.id}/comments`, { body: 'look' })
  await expect.poll(() => inProject.heard).toEqual([snapshot.position.offset + 1])
  // What the jobs counted, of what the web server wrote.
  const counted = expect.objectContaining({ id: project.id, commentCount: 1 })
  await expect
    .poll(() => inList.events)
    .toContainEqual(expect.objectContaining({ type: 'projects.counted', projects: [counted] }))
})

const brokers = { PostgreSQL: undefined, Redis: startRedis, NATS: startNats }

it.each(Object.keys(brokers) as (keyof typeof brokers)[])(
  'hubs apart from the web know who is here and who writes, carry commands for each other, and end sessions, over %s',
  async (kind) => {
    const broker = await brokers[kind]?.()
    if (broker) onTestFinished(() => broker.stop())
    const env = broker && { COPYDESK_BROKER_URL: `${kind.toLowerCase()}://127.0.0.1:${broker.port}` }
    const { urls, admin, post, send } = await startParts(['web', 'hub', 'hub,jobs'], env)
    const [, one = '', two = ''] = urls
    const project = await post<Project>('/projects', { name: 'Divided' })
    const snapshot = await admin.get<Snapshot<Project>>(`/projects/${project.id}`)
    const { token } = await post<LiveToken>('/live/token')

    // Its stream is at one hub and its commands arrive at the other, as behind a proxy without sticky sessions.
    const streaming = new Centrifuge(
      [{ transport: 'http_stream', endpoint: `${one}/connection/http_stream` }],
      { token, emulationEndpoint: `${two}/emulation` },
    )
    onTestFinished(() => streaming.disconnect())
    const here = streaming.newSubscription(channels.here(project.id))
    const cameAndWrote: string[] = []
    here.on('join', ({ info }) => cameAndWrote.push(`join ${info.user}`))
    here.on('leave', ({ info }) => cameAndWrote.push(`leave ${info.user}`))
    here.on('publication', ({ data }) => cameAndWrote.push(JSON.stringify(data)))
    here.subscribe()
    streaming.connect()
    await here.ready()

    const { client, heard } = await followAt(two, token, snapshot)
    const beside = client.newSubscription(channels.here(project.id))
    beside.subscribe()
    await beside.ready()
    const { id } = (await admin.get<{ person: { id: string } }>('/session')).person
    await expect.poll(() => cameAndWrote.filter((what) => what === `join ${id}`)).toHaveLength(2)
    for (const each of [here, beside]) {
      await expect.poll(async () => Object.keys((await each.presence()).clients).length).toBe(2)
    }
    await beside.publish({ writes: true })
    await expect.poll(() => cameAndWrote).toContain('{"writes":true}')
    await post(`/projects/${project.id}/comments`, { body: 'from the web' })
    await expect.poll(() => heard).toEqual([snapshot.position.offset + 1])

    const ended = [streaming, client].map((each) => {
      return new Promise<number>((resolve) => each.once('disconnected', ({ code }) => resolve(code)))
    })
    await send('DELETE', '/session')
    expect(new Set(await Promise.all(ended))).toEqual(new Set([3500]))
  },
)
