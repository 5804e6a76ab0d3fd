import { channels } from '@copydesk/contract'
import { defaultLimits } from '@copydesk/hub'
import { describe, expect, it } from 'vitest'
import { createNotifyTest } from '../../test/notify-test.ts'
import { createComment, editComment } from '../comments/commands.ts'
import { deleteComment } from '../comments/deletion.ts'
import { StorageJournal } from '../storage/journal.ts'
import type { News } from './news.ts'
import { notify } from './notify.ts'

const eventIds = ['01890a5d-ac96-7000-8000-0000000000e1', '01890a5d-ac96-7000-8000-0000000000e2'] as const

describe('a comment', () => {
  it('of a program is told as that of a service', async () => {
    const { services, projectId, item, runJobs, inbox, people } = await createNotifyTest()
    const actor = { id: services.newId(), kind: 'service' as const }
    const viewer = { id: actor.id, role: 'editor' as const }
    const command = createComment(projectId, { body: 'Checked the links', itemId: item })
    await services.runner.run({ actor, viewer }, command)
    await runJobs()
    expect((await inbox(people.ben)).map((notification) => notification.actor)).toEqual([actor])
  })

  it('on an item is told to assignee, author and owner', async () => {
    const { comment, runJobs, told, item, people } = await createNotifyTest()
    await comment(people.emil, 'Looks good', { itemId: item })
    await runJobs()
    expect(await told()).toEqual({ anna: ['owner'], ben: ['assigned'], cleo: ['author'] })
  })

  it('on the project is told to its owner, but not one of their own', async () => {
    const { comment, runJobs, told, people } = await createNotifyTest()
    await comment(people.anna, 'mine')
    await runJobs()
    expect(await told()).toEqual({})
    await comment(people.emil, 'yours')
    await runJobs()
    expect(await told()).toEqual({ anna: ['owner'] })
  })

  it('is told to those who wrote in the thread before, not to those who wrote later', async () => {
    const { comment, runJobs, told, people } = await createNotifyTest()
    const opening = await comment(people.emil, 'one')
    await comment(people.cleo, 'two', { parentId: opening.id })
    await comment(people.ben, 'three', { parentId: opening.id })
    await runJobs()
    expect(await told()).toEqual({
      anna: ['owner', 'owner', 'owner'],
      emil: ['reply', 'reply'],
      cleo: ['reply'],
    })
  })

  it('is told to those it mentions, if they exist, whatever else it is to them', async () => {
    const { comment, runJobs, told, inbox, people, item, projectId } = await createNotifyTest()
    const nobody = '01890a5d-ac96-774b-bcce-b302099a8057'
    const body = `See @[Ben](person:${people.ben.id}), @[No](person:${nobody}), @[Me](person:${people.emil.id})`
    const { id } = await comment(people.emil, body, { itemId: item })
    await runJobs()
    expect(await told()).toEqual({ anna: ['owner'], ben: ['mention'], cleo: ['author'] })
    expect(await inbox(people.ben)).toMatchObject([
      {
        kind: 'comment.created',
        reason: 'mention',
        actor: { id: people.emil.id, kind: 'person' },
        projectId,
        projectName: 'Spring',
        itemId: item,
        itemTitle: 'Welcome',
        commentId: id,
        excerpt: 'See @Ben, @No, @Me',
        readAt: null,
        seenAt: null,
      },
    ])
  })

  it('is told to those whom the thread mentioned before, however their mention was typed', async () => {
    const { comment, runJobs, told, people } = await createNotifyTest()
    const { id } = await comment(people.anna, `@[Ben](Person:${people.ben.id.toUpperCase()})`)
    await comment(people.anna, 'and then', { parentId: id })
    await runJobs()
    expect(await told()).toEqual({ ben: ['thread', 'mention'] })
  })

  it('that is edited tells those it mentions for the first time', async () => {
    const { comment, runJobs, inbox, people, services } = await createNotifyTest()
    const { id } = await comment(people.anna, `@[Ben](person:${people.ben.id})`)
    const actor = { id: people.anna.id, kind: 'person' as const }
    const body = `@[Ben](person:${people.ben.id}) @[Cleo](person:${people.cleo.id})`
    await services.runner.run({ actor }, editComment(id, body))
    await runJobs()
    expect(await inbox(people.ben)).toHaveLength(1)
    expect(await inbox(people.cleo)).toMatchObject([{ reason: 'mention', commentId: id }])
  })

  it('that is deleted after people were told leaves nothing of its text in their inboxes', async () => {
    const { comment, runJobs, inbox, inboxEvents, people, services } = await createNotifyTest()
    const { id } = await comment(people.emil, 'secret')
    await comment(people.emil, 'other')
    await runJobs()
    const actor = { id: people.emil.id, kind: 'person' as const }
    await services.runner.run({ actor }, deleteComment(id))
    await runJobs()
    const [other, redacted] = await inbox(people.anna)
    expect(other).toMatchObject({ excerpt: 'other', revision: 1 })
    expect(redacted).toMatchObject({ excerpt: '', revision: 2, commentId: id, readAt: null })
    expect(inboxEvents(people.anna).at(-1)).toMatchObject({
      type: 'notification.changed',
      entries: [{ latest: redacted }],
      counts: { unread: 2, unseen: 2 },
    })
  })

  it('that is edited does not tell someone who was told of it', async () => {
    const { comment, runJobs, told, people, services } = await createNotifyTest()
    const { id } = await comment(people.emil, 'one')
    await runJobs()
    const actor = { id: people.emil.id, kind: 'person' as const }
    await services.runner.run({ actor }, editComment(id, `@[Anna](person:${people.anna.id})`))
    await runJobs()
    expect(await told()).toEqual({ anna: ['owner'] })
  })

  it('that is deleted before anybody was told of it is not told', async () => {
    const { comment, runJobs, told, people, services } = await createNotifyTest()
    const { id } = await comment(people.emil, 'oops')
    const actor = { id: people.emil.id, kind: 'person' as const }
    await services.runner.run({ actor }, deleteComment(id))
    await runJobs()
    expect(await told()).toEqual({})
  })
})

describe('a change of status', () => {
  const move = { from: 'draft', to: 'in_review' } as const

  it('is told to assignee, author and owner with what changed', async () => {
    const { happened, runJobs, told, inbox, item, people, projectId } = await createNotifyTest()
    await happened({
      kind: 'item.status_changed',
      eventId: eventIds[0],
      actorId: people.emil.id,
      projectId,
      items: [{ itemId: item, ...move }],
    })
    await runJobs()
    expect(await told()).toEqual({ anna: ['owner'], ben: ['assigned'], cleo: ['author'] })
    expect(await inbox(people.ben)).toMatchObject([
      { kind: 'item.status_changed', itemTitle: 'Welcome', excerpt: 'draft → in review', commentId: null },
    ])
  })

  it('of many items gives each person one notification', async () => {
    const { happened, runJobs, inbox, itemIds, people, projectId } = await createNotifyTest()
    const items = itemIds.map((itemId) => ({ itemId, ...move }))
    const payload = {
      kind: 'item.status_changed',
      eventId: eventIds[0],
      actorId: people.emil.id,
      projectId,
    } as const
    await happened({ ...payload, items })
    await runJobs()
    expect(await inbox(people.anna)).toMatchObject([
      { reason: 'author', itemTitle: 'Prices', excerpt: 'draft → in review, and 1 more' },
    ])
  })
})

describe('being assigned', () => {
  it('is told to the assignee, once per event even if the status changed with it', async () => {
    const { happened, runJobs, inbox, item, itemIds, people, projectId } = await createNotifyTest()
    const about = { eventId: eventIds[0], actorId: people.anna.id, projectId }
    await happened({
      kind: 'item.status_changed',
      ...about,
      items: [{ itemId: item, from: 'draft', to: 'ready' }],
    })
    await happened({ kind: 'item.assigned', ...about, itemIds: [item], assigneeId: people.ben.id })
    await happened({
      kind: 'item.assigned',
      ...about,
      eventId: eventIds[1],
      itemIds,
      assigneeId: people.emil.id,
    })
    await runJobs()
    expect(await inbox(people.ben)).toMatchObject([{ kind: 'item.status_changed', reason: 'assigned' }])
    expect(await inbox(people.emil)).toMatchObject([
      { kind: 'item.assigned', reason: 'assigned', itemTitle: 'Welcome', excerpt: 'and 1 more' },
    ])
  })

  it('to oneself is no news', async () => {
    const { happened, runJobs, told, item, people, projectId } = await createNotifyTest()
    const actorId = people.ben.id
    const assigned = { kind: 'item.assigned', eventId: eventIds[0], actorId, projectId } as const
    await happened({ ...assigned, itemIds: [item], assigneeId: actorId })
    await runJobs()
    expect(await told()).toEqual({})
  })
})

describe('publishing', () => {
  it('is told to the owner and to everyone with an item in it', async () => {
    const { happened, runJobs, told, inbox, itemIds, people, projectId } = await createNotifyTest()
    const published = {
      kind: 'project.published',
      eventId: eventIds[0],
      actorId: people.emil.id,
      projectId,
    } as const
    await happened({ ...published, itemIds })
    await runJobs()
    expect(await told()).toEqual({ anna: ['author'], ben: ['assigned'], cleo: ['author'] })
    expect(await inbox(people.ben)).toMatchObject([
      { kind: 'project.published', projectName: 'Spring', itemId: null, excerpt: '2 items' },
    ])
  })

  it('of a project that was deleted since is not told', async () => {
    const { happened, runJobs, told, itemIds, people, projectId, storage } = await createNotifyTest()
    const published = {
      kind: 'project.published',
      eventId: eventIds[0],
      actorId: people.emil.id,
      projectId,
    } as const
    await happened({ ...published, itemIds })
    await storage.write((tx) => tx.updateTable('projects').set({ deleted_at: 1 }).execute())
    await runJobs()
    expect(await told()).toEqual({})
  })
})

describe('the job', () => {
  it('publishes one event per person and batch, with the counts of the whole inbox', async () => {
    const { comment, runJobs, inboxEvents, people } = await createNotifyTest()
    await comment(people.emil, 'one')
    await runJobs()
    await comment(people.emil, 'two')
    await comment(people.ben, 'three')
    await runJobs()
    expect(inboxEvents(people.anna)).toMatchObject([
      {
        type: 'notification.created',
        notifications: [],
        entries: [{ latest: { excerpt: 'one' } }],
        counts: { unread: 1, unseen: 1 },
      },
      {
        notifications: [],
        entries: [{ latest: { excerpt: 'two' } }, { latest: { excerpt: 'three' } }],
        counts: { unread: 3, unseen: 3 },
      },
    ])
  })

  it('is told in few bytes: whoever missed 45 comments of the usual length recovers them', async () => {
    const { comment, runJobs, people, storage } = await createNotifyTest()
    for (let count = 0; count < 45; count += 1) {
      await comment(people.emil, `${'words of a comment '.repeat(15)}${count}`)
      await runJobs()
    }
    const { maxRecoveredBytes } = defaultLimits
    const channel = channels.person(people.anna.id)
    const missed = await new StorageJournal(storage).read(channel, 0, 300, maxRecoveredBytes / 2)
    expect(missed?.publications.length).toBe(missed?.position.offset)
    expect(missed?.position.offset).toBeGreaterThanOrEqual(45)
  })

  it('doubles nothing when it is done again', async () => {
    const { happened, runJobs, told, inboxEvents, item, people, projectId } = await createNotifyTest()
    const assigned = {
      kind: 'item.assigned',
      eventId: eventIds[0],
      actorId: people.anna.id,
      projectId,
    } as const
    const payload = { ...assigned, itemIds: [item], assigneeId: people.emil.id }
    await happened(payload)
    await runJobs()
    await happened(payload)
    await happened(payload)
    await runJobs()
    expect(await told()).toEqual({ emil: ['assigned'] })
    expect(inboxEvents(people.emil)).toHaveLength(1)
  })

  it('leaves nothing behind when it crashes before its commit, and tells everybody afterwards', async () => {
    const { comment, runJobs, told, people, services, storage } = await createNotifyTest()
    await comment(people.emil, 'one')
    const rows = await storage.read((tx) =>
      tx.selectFrom('outbox').selectAll().where('topic', '=', 'notify').execute(),
    )
    const payloads = rows.map((row) => JSON.parse(row.payload) as News)
    const crash = services.runner.run({ actor: { id: people.emil.id, kind: 'person' } }, async (context) => {
      await notify.work(context, payloads)
      throw new Error('power cut')
    })
    await expect(crash).rejects.toThrow('power cut')
    expect(await told()).toEqual({})
    await runJobs()
    expect(await told()).toEqual({ anna: ['owner'] })
  })
})
