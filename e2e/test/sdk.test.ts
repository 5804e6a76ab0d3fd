/**
 * A client that nobody here wrote: the plain `centrifuge` SDK with a connection token. It follows a project, is cut
 * off in the middle, and gets exactly what it missed; what is not its own is refused, and signing out ends it.
 */
import {
  channels,
  type LiveToken,
  type NotificationList,
  type SessionInfo,
  type Snapshot,
} from '@copydesk/contract'
import { type ApiCaller, type StartedServer, startServer } from '@copydesk/testkit'
import { startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createPlainClient, followPlainly, offsetsAfter } from '../src/plain-subscription.ts'
import { buildProject, positionOf } from '../src/sample-project.ts'

let server: StartedServer
let editor: ApiCaller

beforeAll(async () => {
  server = await startServer()
  editor = await server.signIn('editor')
})
afterAll(() => server.stop())

const hubAt = (port: number) => `ws://127.0.0.1:${port}/connection/websocket`

async function tokenOf(api: ApiCaller): Promise<string> {
  const { token } = await api.post<LiveToken>('/live/token')
  return token
}

it('recovers what it missed while it was cut off, without gap or double', async () => {
  const proxy = await startFaultProxy(server.port)
  onTestFinished(() => proxy.stop())
  const { project } = await buildProject(editor, 'Followed by a plain SDK')
  const comment = (body: string) => editor.post(`/projects/${project.id}/comments`, { body })
  const since = await positionOf(editor, project.id)
  await comment('before it subscribed')
  const feed = await followPlainly({ url: hubAt(proxy.port), token: await tokenOf(editor), since })
  onTestFinished(() => feed.stop())
  await comment('while it listened')
  await expect.poll(feed.offsets).toEqual(offsetsAfter(since.offset, 2))

  const lost = new Promise((resolve) => feed.client.once('connecting', resolve))
  proxy.cut()
  await lost
  for (const body of ['missed one', 'missed two', 'missed three']) await comment(body)
  expect(feed.publications).toHaveLength(2)
  proxy.faults = []
  await expect.poll(() => feed.subscribed.length, { timeout: 15_000 }).toBe(2)
  expect(feed.subscribed[1]).toMatchObject({ wasRecovering: true, recovered: true })

  await comment('after it was back')
  await expect.poll(feed.offsets).toEqual(offsetsAfter(since.offset, 6))
  const bodies = feed.events().map((event) => event.type === 'comment.created' && event.comment.body)
  expect(bodies).toEqual([
    'before it subscribed',
    'while it listened',
    'missed one',
    'missed two',
    'missed three',
    'after it was back',
  ])
})

it("is refused in somebody else's channel, and in one of a project that does not exist", async () => {
  const reviewer = await server.signIn('reviewer')
  const { person } = await reviewer.get<SessionInfo>('/session')
  const url = hubAt(server.port)
  const token = await tokenOf(editor)
  const follow = (channel: string) => followPlainly({ url, token, since: { channel, epoch: '', offset: 0 } })
  await expect(follow(channels.person(person?.id ?? ''))).rejects.toThrow('103 permission denied')
  await expect(follow(channels.project(crypto.randomUUID()))).rejects.toThrow('102 unknown channel')
  const own = await editor.get<Snapshot<NotificationList>>('/notifications')
  const feed = await followPlainly({ url, token, since: own.position })
  feed.stop()
})

it('is told to go when it signs out, and stays away', async () => {
  const leaving = await server.signIn('editor')
  const { project } = await buildProject(leaving, 'Left behind')
  const feed = await followPlainly({
    url: hubAt(server.port),
    token: await tokenOf(leaving),
    since: await positionOf(leaving, project.id),
  })
  onTestFinished(() => feed.stop())
  const ended = new Promise<{ code: number }>((resolve) => feed.client.once('disconnected', resolve))
  await leaving.delete('/session')
  expect((await ended).code).toBeGreaterThanOrEqual(3500)
  // The token names the session, so it is worth nothing any more either.
  expect((await leaving.send('GET', `/projects/${project.id}`)).status).toBe(401)
})

it('does not get in with the token of an ended session', async () => {
  const leaving = await server.signIn('editor')
  const token = await tokenOf(leaving)
  await leaving.delete('/session')
  const client = createPlainClient(hubAt(server.port), token)
  const ended = new Promise<{ code: number }>((resolve) => client.once('disconnected', resolve))
  client.connect()
  expect((await ended).code).toBe(3500)
})
