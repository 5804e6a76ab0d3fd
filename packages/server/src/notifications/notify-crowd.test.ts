/** Many people to tell, or to take words back from: a part at a time. */
import { type Id, subscriptionKey } from '@copydesk/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createNotifyTest } from '../../test/notify-test.ts'
import type { FollowUpWork } from '../command/work.ts'
import { deleteComment } from '../comments/deletion.ts'
import { addLocks } from '../jobs/claims.ts'
import { runFollowUp } from '../jobs/follow-ups.ts'
import { readViewer } from '../people/read-viewer.ts'
import { chunks } from '../storage/chunks.ts'
import { notify } from './notify.ts'
import { redact } from './redact.ts'

describe('a crowd', () => {
  /** More than are told in one transaction, all watching the project, beside Anna. */
  const size = 1100

  async function setUpCrowd() {
    const test = await createNotifyTest()
    const { storage, services, projectId } = test
    const ids = Array.from({ length: size }, () => services.newId())
    await storage.write(async (tx) => {
      for (const some of chunks(ids)) {
        const people = some.map((id) => ({
          id,
          revision: 1,
          name: 'One of many',
          email: `${id}@example.com`,
          role: 'viewer' as const,
          created_at: 0,
        }))
        const watching = some.map((person_id) => ({
          person_id,
          key: subscriptionKey('project', projectId),
          level: 'watching' as const,
          revision: 1,
          changed_at: 0,
        }))
        await tx.insertInto('people').values(people).execute()
        await tx.insertInto('subscriptions').values(watching).execute()
      }
    })
    const rows = () =>
      storage.read((tx) =>
        tx.selectFrom('notifications').select(['person_id', 'excerpt', 'reason', 'offset']).execute(),
      )
    const { now, elapsed } = services
    const log = { error: (fields: object) => expect(fields).toEqual({}) }
    const parts = { storage, runner: services.runner, now, elapsed, readViewer, log }
    await storage.write((tx) => addLocks(tx, [notify, redact]))
    /** The next transaction of the work, as jobs do it. */
    const turn = async (work: FollowUpWork = notify) =>
      expect(await runFollowUp(parts, work, false)).toBe('worked')
    return { ...test, ids, rows, turn }
  }

  it('is told some at a time, each once, with true counts, while a single person waits for none of it', async () => {
    const { comment, happened, item, people, projectId, ids, rows, turn, runJobs, storage } =
      await setUpCrowd()
    await comment(people.anna, 'to many')
    await turn()
    const first = await rows()
    expect(first.length).toBeGreaterThan(1)
    expect(first.length).toBeLessThan(size)
    await happened({
      kind: 'item.assigned',
      eventId: '01890a5d-ac96-7000-8000-0000000000e1',
      actorId: people.anna.id,
      projectId,
      itemIds: [item],
      assigneeId: people.ben.id,
    })
    await turn()
    const isBens = (row: { person_id: Id }) => row.person_id === people.ben.id
    expect((await rows()).filter(isBens)).toMatchObject([{ reason: 'assigned', offset: 1 }])
    await runJobs()
    const told = Map.groupBy(await rows(), (row) => row.person_id)
    for (const id of ids) expect(told.get(id)).toMatchObject([{ reason: 'watching', offset: 1 }])
    const counts = await storage.read((tx) => tx.selectFrom('inbox_counts').selectAll().execute())
    for (const { person_id, unread, unseen } of counts) {
      const { length } = told.get(person_id) ?? []
      expect({ unread, unseen }).toEqual({ unread: length, unseen: length })
    }
    expect(counts).toHaveLength(told.size)
  })

  it('is told no more of a comment that is deleted while only some of it were told', async () => {
    const { comment, people, rows, turn, runJobs, services } = await setUpCrowd()
    const { id } = await comment(people.emil, 'oops')
    await turn()
    const { length } = await rows()
    const actor = { id: people.emil.id, kind: 'person' as const }
    await services.runner.run({ actor }, deleteComment(id))
    await runJobs()
    const after = await rows()
    expect(after).toHaveLength(length)
    expect(new Set(after.map(({ excerpt }) => excerpt))).toEqual(new Set(['']))
  })

  it('loses the words of a deleted comment some at a time, while a single person waits for none of it', async () => {
    const { comment, people, ids, rows, turn, runJobs, services, storage, announced } = await setUpCrowd()
    const many = await comment(people.emil, 'secret of many')
    await runJobs()
    await storage.write((tx) => tx.deleteFrom('subscriptions').execute())
    const one = await comment(people.emil, `@[Ben](person:${people.ben.id}) secret of one`)
    await runJobs()
    const remove = ({ id }: { id: Id }) =>
      services.runner.run({ actor: { id: people.emil.id, kind: 'person' } }, deleteComment(id))
    const quoting = async (words: string) => (await rows()).filter(({ excerpt }) => excerpt.includes(words))

    const { length: all } = await quoting('many')
    await remove(many)
    await turn(redact)
    const { length: left } = await quoting('many')
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(all)
    await remove(one)
    await turn(redact)
    expect(await quoting('one')).toEqual([])
    expect(await quoting('many')).not.toEqual([])

    announced.length = 0
    await runJobs()
    expect(await quoting('secret')).toEqual([])
    const kept = await storage.read((tx) =>
      tx.selectFrom('publications').select(['channel', 'data']).where('data', 'like', '%secret%').execute(),
    )
    expect(kept).toEqual([])
    const told = announced.filter(({ channel }) => channel.startsWith('person:#'))
    expect(new Set(told.map(({ channel }) => channel)).size).toBe(told.length)
    const inboxes = await storage.read((tx) =>
      tx
        .selectFrom('inbox_entries')
        .select(['person_id', 'revision'])
        .where('person_id', 'in', ids)
        .execute(),
    )
    expect(new Set(inboxes.map(({ revision }) => revision))).toEqual(new Set([2]))
    const { wrong } = await storage.read((tx) =>
      tx
        .selectFrom('channels as channel')
        .select(({ fn }) => fn.countAll<number>().as('wrong'))
        .where('channel.bytes', '!=', (eb) =>
          eb
            .selectFrom('publications as kept')
            .select(sql<number>`coalesce(sum(octet_length(kept.data)), 0)`.as('bytes'))
            .whereRef('kept.channel', '=', 'channel.name'),
        )
        .executeTakeFirstOrThrow(),
    )
    expect(Number(wrong)).toBe(0)
  })
})
