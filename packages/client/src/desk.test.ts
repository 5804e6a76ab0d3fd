/** A desk put together, domain by domain. One file above 300 lines, as every domain is tried on the same desk. */
import { channels, type Snapshot } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import {
  ada,
  at,
  bo,
  buildComment,
  buildComments,
  buildInbox,
  buildItem,
  buildItems,
  buildNotification,
  buildProject,
  idOf,
  projectId,
} from '../test/builders.ts'
import { createFakeChannels } from '../test/fake-channels.ts'
import { createFakeClock, settle } from '../test/fake-clock.ts'
import { createFakeFetch, json, problem } from '../test/fake-fetch.ts'
import { createApi } from './api.ts'
import { createDesk } from './desk.ts'
import type { FailedCommand } from './live/command-runner.ts'
import type { Live } from './live/live-types.ts'
import type { RealtimeConnection } from './realtime/connection.ts'

const me = { id: ada.id, kind: 'person' } as const

/** A desk over a server of canned answers: reads by path, commands answered by the test. */
function setUp() {
  const clock = createFakeClock()
  const fake = createFakeChannels()
  const network = createFakeFetch()
  const snapshots = new Map<string, object>([
    ['/projects', { data: [buildProject()], nextCursor: null }],
    [`/projects/${projectId}`, buildProject()],
    [`/projects/${projectId}/items`, buildItems(buildItem({ id: idOf(10) }), buildItem({ id: idOf(11) }))],
    [`/projects/${projectId}/comments`, buildComments(buildComment())],
    [`/projects/${projectId}/comments?itemId=${idOf(10)}`, { ...buildComments(), itemId: idOf(10) }],
    ['/inbox?filter=all', buildInbox(buildNotification())],
    ['/inbox?filter=unread', { ...buildInbox(buildNotification()), filter: 'unread' }],
  ])
  const channelOf = (path: string) =>
    path.startsWith('/inbox')
      ? channels.person(ada.id)
      : path === '/projects'
        ? channels.projects
        : channels.project(projectId)
  const commandAnswers: (() => Response)[] = []
  const api = createApi({
    clock,
    random: () => 0.5,
    fetch: async (input, init) => {
      const path = String(input).replace('/api/v1', '')
      if ((init?.method ?? 'GET') !== 'GET') {
        await network.fetch(input, init)
        const answer = commandAnswers.shift()
        if (!answer) throw new Error('no answer')
        return answer()
      }
      const state = snapshots.get(path)
      if (!state) return problem(404, 'not_found')
      return json({ ...state, position: fake.position(channelOf(path)) } satisfies Snapshot<object>)
    },
  })
  const realtime = fake.source as RealtimeConnection
  const desk = createDesk({ api, realtime, person: ada, clock, random: () => 0.5 })
  const { store, lives, commands } = desk
  const failures: FailedCommand[] = []
  desk.onFailure((failed) => failures.push(failed))
  const use = async (...all: Live<never>[]) => {
    for (const live of all) live.subscribe(() => {})
    await settle()
  }
  const publish = (channel: string, event: object) =>
    fake.publish(channel, { id: idOf(900), at, actor: me, ...event })
  return { clock, fake, network, snapshots, commandAnswers, store, lives, commands, failures, use, publish }
}

/** What the fake network was sent, newest last. */
const lastSent = ({ network }: ReturnType<typeof setUp>) => network.asked.at(-1)

describe('lives', () => {
  it('are shared by what they show', () => {
    const { lives } = setUp()
    expect(lives.projects()).toBe(lives.projects())
    expect(lives.comments(projectId)).toBe(lives.comments(projectId, null))
    expect(lives.comments(projectId, idOf(10))).not.toBe(lives.comments(projectId))
    expect(lives.contentList({ q: ' a ' })).toBe(lives.contentList({ q: 'a', type: null }))
    expect(lives.inbox()).toBe(lives.inbox('all'))
  })

  it('of one project share one channel', async () => {
    const { lives, use, publish } = setUp()
    await use(
      lives.project(projectId) as never,
      lives.items(projectId) as never,
      lives.comments(projectId) as never,
    )
    publish(channels.project(projectId), {
      type: 'comment.created',
      actor: bo,
      comment: buildComment({ id: idOf(41), itemId: idOf(10) }),
      counts: { project: 2, item: 1 },
    })
    expect(lives.comments(projectId).getSnapshot().data?.total).toBe(2)
    expect(lives.items(projectId).getSnapshot().data?.data[0]?.commentCount).toBe(1)
    expect([...lives.comments(projectId).getSnapshot().changes.keys()]).toEqual([idOf(41)])
  })

  it('are gone with their project', async () => {
    const { lives, use, publish } = setUp()
    await use(
      lives.project(projectId) as never,
      lives.items(projectId) as never,
      lives.comments(projectId) as never,
    )
    publish(channels.project(projectId), { type: 'project.deleted', projectId })
    for (const live of [lives.project(projectId), lives.items(projectId), lives.comments(projectId)]) {
      expect(live.getSnapshot().status).toBe('gone')
    }
  })
})

describe('changing the status of items', () => {
  it('is on screen at once, and settles by the event', async () => {
    const desk = setUp()
    const { lives, commands, commandAnswers, use, publish } = desk
    await use(lives.items(projectId) as never)
    const statuses = () =>
      lives
        .items(projectId)
        .getSnapshot()
        .data?.data.map((row) => row.status)
    const changed = buildItem({ id: idOf(10), status: 'in_review', revision: 2 })
    commandAnswers.push(() => {
      const commandId = lastSent(desk)?.headers['idempotency-key']
      publish(channels.project(projectId), { type: 'item.changed', commandId, items: [changed] })
      return json({ data: [changed] })
    })
    const outcome = commands.setItemStatus(projectId, [idOf(10)], 'in_review')
    expect(statuses()).toEqual(['in_review', 'draft'])
    expect(await outcome).toMatchObject({ ok: true, value: { data: [changed] } })
    expect(lastSent(desk)).toMatchObject({
      body: { items: [{ id: idOf(10), revision: 1 }], status: 'in_review' },
    })
    expect(lives.items(projectId).getSnapshot().pending).toBe(false)
    expect(lives.items(projectId).getSnapshot().changes.size).toBe(0)
    expect(statuses()).toEqual(['in_review', 'draft'])
  })

  it('is of items as they were seen', async () => {
    const desk = setUp()
    desk.commandAnswers.push(() => json({ data: [] }))
    await desk.commands.changeSeenItems('p', [{ id: 'i', revision: 7 }], { dueAt: null })
    expect(lastSent(desk)).toMatchObject({ body: { items: [{ id: 'i', revision: 7 }], dueAt: null } })
    expect(lastSent(desk)?.body).not.toHaveProperty('itemIds')
  })

  it('that is refused goes back, and says why', async () => {
    const { lives, commands, commandAnswers, failures, use } = setUp()
    await use(lives.items(projectId) as never)
    commandAnswers.push(() => problem(409, 'invalid_status_move'))
    const outcome = await commands.setItemStatus(projectId, [idOf(10)], 'ready')
    expect(outcome).toMatchObject({ ok: false, error: { code: 'invalid_status_move' } })
    expect(lives.items(projectId).getSnapshot().data?.data[0]?.status).toBe('draft')
    expect(failures).toMatchObject([{ error: { code: 'invalid_status_move' } }])
  })
})

describe('posting a comment', () => {
  it('shows in every list it belongs to, once', async () => {
    const desk = setUp()
    const { lives, commands, commandAnswers, use, publish } = desk
    await use(lives.comments(projectId) as never, lives.comments(projectId, idOf(10)) as never)
    const bodies = (itemId: string | null) =>
      lives
        .comments(projectId, itemId)
        .getSnapshot()
        .data?.data.map((row) => row.body)
    const real = buildComment({ id: idOf(60), itemId: idOf(10), body: 'Mine', author: me })
    commandAnswers.push(() => {
      const commandId = lastSent(desk)?.headers['idempotency-key']
      publish(channels.project(projectId), {
        type: 'comment.created',
        commandId,
        comment: real,
        counts: { project: 2, item: 1 },
      })
      return json(real, 201)
    })
    const outcome = commands.postComment(projectId, { body: 'Mine', itemId: idOf(10) })
    expect(bodies(null)).toEqual(['Mine', 'Looks good.'])
    expect(bodies(idOf(10))).toEqual(['Mine'])
    expect(await outcome).toMatchObject({ ok: true, value: { id: real.id } })
    expect(bodies(null)).toEqual(['Mine', 'Looks good.'])
    expect(lives.comments(projectId).getSnapshot().data?.data[0]?.id).toBe(real.id)
    expect(lives.comments(projectId).getSnapshot().data?.total).toBe(2)
  })

  it('works where the comments are not on screen', async () => {
    const { commands, commandAnswers } = setUp()
    commandAnswers.push(() => json(buildComment(), 201))
    expect(await commands.postComment(projectId, { body: 'Mine' })).toMatchObject({ ok: true })
  })
})

describe('the inbox', () => {
  it('reads one in every list that holds it', async () => {
    const { lives, commands, commandAnswers, use } = setUp()
    await use(lives.inbox('all') as never, lives.inbox('unread') as never)
    const read = buildInbox(buildNotification({ readAt: at, seenAt: at, revision: 2 }))
    commandAnswers.push(() => json({ data: read.data, counts: read.counts }))
    const outcome = commands.changeEntries([idOf(50)], { read: true })
    expect(lives.inbox('all').getSnapshot().data?.counts).toEqual({ unread: 0, unseen: 0 })
    expect(lives.inbox('unread').getSnapshot().data?.data).toEqual([])
    expect(await outcome).toMatchObject({ ok: true })
  })

  it('reads all that has arrived here, and nothing that comes later', async () => {
    const desk = setUp()
    const { lives, commands, commandAnswers, use } = desk
    await use(lives.inbox('all') as never)
    commandAnswers.push(() => json({ unread: 0, unseen: 0 }))
    await commands.markAllRead()
    expect(lastSent(desk)).toMatchObject({
      path: '/api/v1/notifications/read-all',
      body: { upToOffset: 50 },
    })
    expect(lives.inbox('all').getSnapshot().data?.counts.unread).toBe(0)
  })

  it('marks as seen without reading', async () => {
    const desk = setUp()
    const { lives, commands, commandAnswers, use } = desk
    await use(lives.inbox('all') as never)
    commandAnswers.push(() => json({ unread: 1, unseen: 0 }))
    await commands.markAllSeen()
    expect(lives.inbox('all').getSnapshot().data?.counts).toEqual({ unread: 1, unseen: 0 })
  })
})

describe('without live updates', () => {
  it('the effect of a command is loaded at once', async () => {
    const { fake, snapshots, lives, commands, commandAnswers, use } = setUp()
    fake.cut()
    await use(lives.projects() as never)
    commandAnswers.push(() => {
      snapshots.set('/projects', { data: [buildProject(), buildProject({ id: idOf(2) })], nextCursor: null })
      return json(buildProject({ id: idOf(2) }), 201)
    })
    const outcome = await commands.createProject({ name: 'New' })
    expect(outcome).toMatchObject({ ok: true, value: { id: idOf(2) } })
    await settle()
    expect(lives.projects().getSnapshot().data?.data).toHaveLength(2)
  })

  it("others' changes come with the Refresh button", async () => {
    const { fake, snapshots, store, lives, use } = setUp()
    fake.cut()
    await use(lives.projects() as never)
    snapshots.set('/projects', { data: [], nextCursor: null })
    await store.refreshAll()
    expect(lives.projects().getSnapshot().data?.data).toEqual([])
    expect(fake.refreshes).toBe(2)
  })
})

describe('commands', () => {
  it('whose answer was lost but whose event came count as done', async () => {
    const desk = setUp()
    const { clock, lives, commands, commandAnswers, failures, use, publish } = desk
    await use(lives.items(projectId) as never)
    const changed = buildItem({ id: idOf(10), status: 'in_review', revision: 2 })
    commandAnswers.push(() => {
      const commandId = lastSent(desk)?.headers['idempotency-key']
      publish(channels.project(projectId), { type: 'item.changed', commandId, items: [changed] })
      throw new TypeError('fetch failed')
    })
    const moving = commands.setItemStatus(projectId, [idOf(10)], 'in_review')
    await clock.advance(10_000)
    expect(await moving).toMatchObject({ ok: true, value: undefined })
    expect(failures).toEqual([])
  })

  it('each do what their name says', async () => {
    const desk = setUp()
    const { commands, commandAnswers } = desk
    const done: Record<string, () => Promise<unknown>> = {
      'POST /projects': () => commands.createProject({ name: 'N' }),
      'PATCH /projects/p': () => commands.changeProject({ id: 'p', revision: 1 }, { name: 'N' }),
      'DELETE /projects/p': () => commands.deleteProject('p'),
      'POST /projects/p/publish': () => commands.publish('p', 'all'),
      'POST /projects/p/items': () => commands.addItems('p', [{ contentId: 'c' }]),
      'PATCH /projects/p/items': () => commands.changeItems('p', ['i'], { assigneeId: null }),
      'POST /projects/p/items/remove': () => commands.removeItems('p', ['i']),
      'POST /projects/p/items/restore': () => commands.restoreItems('p', ['i']),
      'PATCH /comments/c': () => commands.editComment({ id: 'c', revision: 1, projectId: 'p' }, 'B'),
      'DELETE /comments/c': () => commands.deleteComment({ id: 'c', revision: 1, projectId: 'p' }),
      'POST /content': () => commands.createContent({ type: 'page', language: 'en', title: 'T' }),
      'DELETE /content/c': () => commands.deleteContent('c'),
      'POST /content/c/restore': () => commands.restoreContent('c'),
      'POST /content/c/versions': () => commands.createVersion('c', { language: 'en' }),
      'PATCH /content/c/versions/v': () =>
        commands.changeVersion({ id: 'v', contentId: 'c', revision: 1 }, { title: 'T' }),
      'PATCH /inbox': () => commands.changeEntries(['n'], { archived: true }),
      'POST /inbox/archive-all': () => commands.archiveAll(),
      'POST /inbox/archive-all/undo': () => commands.undoArchiveAll('2026-01-05T10:00:00.000Z'),
      'POST /notifications/read-all': () => commands.markAllRead(),
      'POST /notifications/seen': () => commands.markAllSeen(),
    }
    for (const [expected, act] of Object.entries(done)) {
      commandAnswers.push(() => json({}))
      expect(await act()).toMatchObject({ ok: true })
      const { method, path } = lastSent(desk) ?? {}
      expect(`${method} ${path?.replace('/api/v1', '')}`).toBe(expected)
    }
  })
})
