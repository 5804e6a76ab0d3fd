/**
 * Two people's desks against the real server process: every command, what the other sees of it, and a server
 * that is killed in between. In Node, so with connection tokens instead of the cookie.
 */
import { type StartedServer, startServer } from '@copydesk/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandOutcome, createApi, createDesk, type Desk, type Live, Realtime } from '../src/index.ts'
import { until } from './real-hub.ts'

let server: StartedServer
let editor: Desk
let reviewer: Desk
/** Paths read by both desks. */
const reads: string[] = []

beforeAll(async () => {
  server = await startServer()
  editor = await openDesk('editor')
  reviewer = await openDesk('reviewer')
})
afterAll(async () => {
  editor?.realtime.stop()
  reviewer?.realtime.stop()
  await server?.stop()
})

async function openDesk(person: 'editor' | 'reviewer'): Promise<Desk> {
  const { cookie } = await server.signIn(person)
  const api = createApi({
    baseUrl: server.url,
    headers: () => ({ cookie, origin: server.url }),
    fetch: (input, init) => {
      if (init?.method === 'GET') reads.push(String(input).replace(`${server.url}/api/v1`, ''))
      return fetch(input, init)
    },
  })
  const realtime = new Realtime({
    url: `${server.url.replace('http', 'ws')}/connection/websocket`,
    liveInfo: () => api.live.get(),
    getToken: async () => (await api.live.token()).token,
    checkSession: async () => ((await api.session.get()).person ? 'signed_in' : 'signed_out'),
    minReconnectDelayMs: 10,
    maxReconnectDelayMs: 200,
  })
  realtime.start()
  await until(realtime.subscribe, () => realtime.getStatus().status === 'live')
  return createDesk({ api, realtime, person: await api.me.get() })
}

/** Opens a live snapshot and waits until it is there. */
async function follow<State extends object>(live: Live<State>): Promise<Live<State>> {
  live.subscribe(() => {})
  await until(live.subscribe, () => live.getSnapshot().status === 'ready')
  return live
}

const sees = <State extends object>(live: Live<State>, reached: (data: State) => boolean) =>
  until(live.subscribe, () => {
    const { data } = live.getSnapshot()
    return data !== undefined && reached(data)
  })

/** Every own write is confirmed, by its event or a snapshot. */
const settled = <State extends object>(live: Live<State>) =>
  until(live.subscribe, () => !live.getSnapshot().pending)

async function done<T>(outcome: Promise<CommandOutcome<T>>): Promise<T> {
  const ended = await outcome
  if (!ended.ok) throw ended.error
  return ended.value as T
}

describe('two people', () => {
  it('see more items than one event carries, once they have loaded them', async () => {
    const { commands } = editor
    const project = await done(commands.createProject({ name: 'Many languages' }))
    const { content } = await done(commands.createContent({ type: 'page', language: 'en', title: 'Page' }))
    const mine = await follow(editor.lives.items(project.id))
    const theirs = await follow(reviewer.lives.items(project.id))
    const languages = Array.from({ length: 201 }, (_, index) => {
      return String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26))
    })
    const named = languages.map((language) => ({ contentId: content.id, language }))
    const added = await done(commands.addItems(project.id, named))
    expect(added.data).toHaveLength(201)
    for (const live of [mine, theirs]) await sees(live, ({ data }) => data.length === 201)
    expect(theirs.getSnapshot().data?.data).toEqual(added.data)
  })

  it("see each other's changes, from the first to the last command", async () => {
    const list = await follow(reviewer.lives.projects())
    const { commands } = editor

    const project = await done(commands.createProject({ name: 'First', color: 'teal' }))
    await sees(list, ({ data }) => data.some((one) => one.id === project.id))
    expect(list.getSnapshot().changes.get(project.id)?.actor.id).toBe(editor.person.id)

    const mine = await follow(editor.lives.project(project.id))
    const theirs = await follow(reviewer.lives.project(project.id))
    const renamed = await done(commands.changeProject(project, { name: 'Renamed' }))
    await sees(theirs, ({ name }) => name === 'Renamed')
    expect(await commands.changeProject(project, { name: 'Too late' })).toMatchObject({
      ok: false,
      error: { code: 'revision_mismatch' },
    })
    expect(mine.getSnapshot().data).toEqual({
      ...renamed,
      memberRole: null,
      may: expect.arrayContaining(['project.write']),
    })

    const contentList = await follow(reviewer.lives.contentList({ q: 'brand new' }))
    const created = await done(
      commands.createContent({ type: 'page', language: 'en', title: 'A Brand New page' }),
    )
    const { content, version } = created
    await sees(contentList, ({ data }) => data.some((one) => one.id === content.id))
    const contentLive = await follow(reviewer.lives.content(content.id))
    await done(
      commands.changeVersion({ ...version, contentId: content.id }, { title: 'Better', body: '# Text' }),
    )
    await sees(contentLive, ({ title }) => title === 'Better')
    await sees(contentList, ({ data }) => data.length === 0)
    const document = await editor.api.content.version(content.id, version.id)
    expect(document).toMatchObject({ body: '# Text' })

    const myItems = await follow(editor.lives.items(project.id))
    const theirItems = await follow(reviewer.lives.items(project.id))
    const added = await done(commands.addItems(project.id, [{ contentId: content.id }]))
    const [item] = added.data
    if (!item) throw new Error('nothing was added')
    for (const items of [myItems, theirItems]) await sees(items, ({ data }) => data[0]?.id === item.id)
    for (const status of ['in_review', 'ready'] as const) {
      const sent = commands.setItemStatus(project.id, [item.id], status)
      expect(myItems.getSnapshot().data?.data[0]?.status).toBe(status)
      await done(sent)
      await sees(theirItems, ({ data }) => data[0]?.status === status)
    }
    expect(await commands.setItemStatus(project.id, [item.id], 'rejected')).toMatchObject({
      ok: false,
      error: { code: 'invalid_status_move' },
    })
    expect(myItems.getSnapshot().data?.data[0]?.status).toBe('ready')

    const published = await done(commands.publish(project.id, 'all'))
    expect(published.items[0]?.status).toBe('published')
    await sees(theirItems, ({ data }) => data[0]?.status === 'published')
    await sees(theirs, ({ publishedAt }) => publishedAt !== null)
    await done(commands.createVersion(content.id, { language: 'en' }))
    await sees(contentLive, ({ versions }) => versions.length === 2)

    await done(commands.removeItems(project.id, [item.id]))
    await sees(theirItems, ({ data }) => data.length === 0)
    await done(commands.deleteProject(project.id))
    await until(theirs.subscribe, () => theirs.getSnapshot().status === 'gone')
    await sees(list, ({ data }) => data.every((one) => one.id !== project.id))
    await settled(mine)
    await settled(myItems)
  })

  it('talk, and are notified', async () => {
    const project = await done(editor.commands.createProject({ name: 'Talk' }))
    const mine = await follow(editor.lives.comments(project.id))
    const theirs = await follow(reviewer.lives.comments(project.id))
    const inbox = await follow(reviewer.lives.inbox('all'))
    const unreadBefore = inbox.getSnapshot().data?.counts.unread ?? 0

    const body = `Have a look, @[${reviewer.person.name}](person:${reviewer.person.id})!`
    const sent = editor.commands.postComment(project.id, { body })
    expect(mine.getSnapshot().data?.data[0]?.body).toBe(body)
    const comment = await done(sent)
    await sees(theirs, ({ data }) => data[0]?.id === comment.id)
    await sees(inbox, ({ counts }) => counts.unread === unreadBefore + 1)
    const entry = inbox.getSnapshot().data?.data[0]
    expect(entry?.latest).toMatchObject({ reason: 'mention', commentId: comment.id })

    const reply = await done(
      reviewer.commands.postComment(project.id, { body: 'Yes.', parentId: comment.id }),
    )
    await sees(mine, ({ data }) => data.map((one) => one.id).join() === [comment.id, reply.id].join())
    const edited = await done(reviewer.commands.editComment(reply, 'Yes, gladly.'))
    await sees(mine, ({ data }) => data[1]?.body === 'Yes, gladly.')
    await done(reviewer.commands.deleteComment(edited))
    await sees(mine, ({ data, total }) => data[1]?.deletedAt !== null && total === 1)

    if (!entry) throw new Error('no entry')
    await done(reviewer.commands.changeEntries([entry.id], { read: true }))
    await sees(inbox, ({ counts }) => counts.unread === unreadBefore)
    await done(reviewer.commands.markAllSeen())
    await sees(inbox, ({ counts }) => counts.unseen === 0)
    await done(reviewer.commands.markAllRead())
    await sees(inbox, ({ counts, data }) => counts.unread === 0 && data.every((one) => one.unread === 0))
    await settled(mine)
    await settled(theirs)
    await settled(inbox)
  })

  it('see what a private project holds from when they are let in, and no more once they are put out', async () => {
    const { commands, api } = editor
    const project = await done(commands.createProject({ name: 'Merger', visibility: 'private' }))
    const page = { type: 'page', language: 'en', title: 'Unheard of' } as const
    const { content, version } = await done(commands.createContent(page))
    await done(commands.addItems(project.id, [{ contentId: content.id }]))
    const own = await follow(reviewer.lives.privateProjects())
    const inbox = await follow(reviewer.lives.inbox('all'))
    const list = await follow(reviewer.lives.contentList({ q: 'unheard' }))
    expect(list.getSnapshot().data?.data).toEqual([])

    const { id } = reviewer.person
    await api.projects.setMember(project.id, { id, kind: 'person', role: 'viewer' })
    await sees(own, ({ data }) => data.some((one) => one.id === project.id))
    await sees(list, ({ data }) => data.length === 1)
    const edited = await api.content.version(content.id, version.id)
    await done(commands.changeVersion(edited, { title: 'Unheard of until now' }))
    await sees(list, ({ data }) => data[0]?.title === 'Unheard of until now')
    const text = await follow(reviewer.lives.content(content.id))
    const threads = await follow(reviewer.lives.textComments(content.id, 'en'))
    const again = await api.content.version(content.id, version.id)
    await done(commands.changeVersion(again, { title: 'Heard of by two' }))
    await sees(text, ({ versions }) => versions[0]?.title === 'Heard of by two')
    await sees(list, ({ data }) => data.length === 0)
    await done(commands.postTextComment(content.id, { body: 'Between us', language: 'en' }))
    await sees(threads, ({ data }) => data[0]?.body === 'Between us')
    const unheard = await api.content.version(content.id, version.id)
    await done(commands.changeVersion(unheard, { title: 'Unheard of again' }))
    await sees(list, ({ data }) => data.length === 1)
    const body = `Have a look, @[${reviewer.person.name}](person:${id})!`
    const comment = await done(commands.postComment(project.id, { body }))
    await sees(inbox, ({ data }) => data.some((one) => one.latest.commentId === comment.id))

    await api.projects.removeMember(project.id, id)
    await sees(own, ({ data }) => data.length === 0)
    await sees(list, ({ data }) => data.length === 0)
    await sees(inbox, ({ data }) => data.every((one) => one.latest.commentId !== comment.id))
    await until(text.subscribe, () => text.getSnapshot().status === 'gone')
  })

  it('page through the inbox and the content without loss or double', async () => {
    const contentList = await follow(editor.lives.contentList())
    while (contentList.getSnapshot().hasMore) await contentList.loadMore()
    const ids = contentList.getSnapshot().data?.data.map((one) => one.id) ?? []
    expect(ids.length).toBeGreaterThan(10)
    expect([...new Set(ids)].sort().reverse()).toEqual(ids)
  })

  it('know who is here', async () => {
    const [project] = (await editor.api.projects.list()).data
    if (!project) throw new Error('the demo has no project')
    const here = editor.here(project.id)
    const stop = here.subscribe(() => {})
    await until(here.subscribe, () => here.getSnapshot().some((one) => one.personId === editor.person.id))
    reviewer.here(project.id).subscribe(() => {})
    await until(here.subscribe, () => here.getSnapshot().some((one) => one.personId === reviewer.person.id))
    stop()
  })

  it('miss nothing when the server is killed and comes back, and load nothing anew', async () => {
    const project = await done(editor.commands.createProject({ name: 'Survivor' }))
    const theirs = await follow(reviewer.lives.comments(project.id))
    await done(editor.commands.postComment(project.id, { body: 'before' }))
    await sees(theirs, ({ data }) => data.length === 1)
    reads.length = 0
    const lost = until(reviewer.realtime.subscribe, () => reviewer.realtime.getStatus().status !== 'live')
    await server.kill('SIGKILL')
    await lost
    await server.restart()
    await until(editor.realtime.subscribe, () => editor.realtime.getStatus().status === 'live')
    await done(editor.commands.postComment(project.id, { body: 'after' }))
    await sees(theirs, ({ data }) => data.map((one) => one.body).join() === 'after,before')
    expect(reads.filter((path) => path.startsWith(`/projects/${project.id}/comments`))).toEqual([])
  })

  it('are told which setting switched live updates off, and refresh by hand', async () => {
    const list = await follow(reviewer.lives.projects())
    await server.kill('SIGKILL')
    await server.restart({ COPYDESK_TRANSPORTS: 'none' })
    for (const { realtime } of [reviewer, editor]) {
      // Asked again by itself within half a minute; a wake-up or, here, a restart of the client is faster.
      realtime.stop()
      realtime.start()
      await until(realtime.subscribe, () => realtime.getStatus().status === 'off')
      expect(realtime.getStatus().words).toContain('COPYDESK_TRANSPORTS')
    }
    const project = await done(editor.commands.createProject({ name: 'By hand' }))
    await reviewer.refreshAll()
    expect(list.getSnapshot().data?.data.some((one) => one.id === project.id)).toBe(true)
  })
})
