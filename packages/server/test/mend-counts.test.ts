/** Counts that are kept go wrong where a version writes that does not keep them, and are put right. */
import type { ItemsState, Project, ProjectsState } from '@copydesk/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { mendCommentCounts } from '../src/comments/mend-counts.ts'
import { readCounts } from '../src/notifications/counts.ts'
import { mendInboxCounts } from '../src/notifications/mend-counts.ts'
import { expectTrueCounts } from './comment-counts.ts'
import { createDeskTest } from './desk-test.ts'
import { eventsAfter } from './journaled.ts'

describe('counts of comments', () => {
  it('that are behind, ahead or missing are counted again, and told', async () => {
    const { desk, send, get, services, storage, runJobs } = await createDeskTest()
    const { project, items } = await desk.projectOf('One', 'Two', 'Three')
    const other = await desk.project('Untouched')
    for (const { id: itemId } of items)
      await send('POST', `/projects/${project.id}/comments`, { body: 'W', itemId })
    await send('POST', `/projects/${other.id}/comments`, { body: 'W' })
    const [one, two, three] = items
    await send('POST', `/projects/${project.id}/items/remove`, { itemIds: [three?.id] })
    await storage.write(async (tx) => {
      await sql`update comment_counts set count = 7 where subject_id = ${project.id}`.execute(tx)
      await sql`delete from comment_counts where subject_id in (${one?.id}, ${three?.id})`.execute(tx)
    })
    expect(await mendCommentCounts(services)).toBe(1)
    await expectTrueCounts(storage)
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data.map(({ commentCount }) => commentCount)).toEqual([1, 1])
    expect(data[1]?.revision).toBe(two?.revision)
    const told = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    const { id, revision } = data[0] as { id: string; revision: number }
    expect(told).toMatchObject({ type: 'item.changed', items: [{ id, revision, commentCount: 1 }] })
    await runJobs()
    const counted = (await get<ProjectsState>('/projects')).data.map((row) => row.commentCount)
    expect(counted).toEqual([3, 1])
    expect(await mendCommentCounts(services)).toBe(0)
  })
})

describe('counts of inboxes', () => {
  it('that drifted are counted again, and told', async () => {
    const { people, desk, send, services, storage, runJobs } = await createDeskTest()
    const project: Project = await desk.project()
    await send('POST', `/projects/${project.id}/comments`, { body: `@[Emil](person:${people.emil.id}) look` })
    await runJobs()
    const counts = () => storage.read((tx) => readCounts(tx, people.emil.id))
    const before = await counts()
    expect(before).toEqual({ unread: 1, unseen: 1 })
    await storage.write((tx) => sql`delete from inbox_counts`.execute(tx))
    expect(await mendInboxCounts(services)).toBe(1)
    expect(await counts()).toEqual(before)
    const told = (await eventsAfter(storage, `person:#${people.emil.id}`)).at(-1)?.event
    expect(told).toMatchObject({ type: 'notification.changed', notifications: [], counts: before })
    expect(await mendInboxCounts(services)).toBe(0)
  })
})
