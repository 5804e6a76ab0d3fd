/** Many who write into one inbox: with PostgreSQL really at the same time. */
import type { InboxEvent } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { buildProject } from '../../test/build-project.ts'
import { createJobTest } from '../../test/job-test.ts'
import { createComment } from '../comments/commands.ts'
import { changeNotification, readAll, seeAll } from './commands.ts'
import { notify } from './notify.ts'

it('keeps the counts of an inbox true, and says with each notification where it was told', async () => {
  const { services, people, storage, startNode, errors, advance } = await createJobTest([notify])
  const { runner } = services
  const { anna, ben } = people
  const { projectId } = await buildProject(services, { name: 'Spring', ownerId: anna.id, items: [] })
  const as = ({ id }: { id: string }) => ({ actor: { id, kind: 'person' as const } })
  const nodes = [startNode(), startNode()]
  const rowsOfAnna = () =>
    storage.read((tx) =>
      tx.selectFrom('notifications').selectAll().where('person_id', '=', anna.id).orderBy('id').execute(),
    )
  for (let round = 0; round < 6; round += 1) {
    const [one] = await rowsOfAnna()
    advance(1000)
    await Promise.all([
      ...Array.from({ length: 3 }, () => runner.run(as(ben), createComment(projectId, { body: 'Hello' }))),
      ...nodes.map((node) => node.drain()),
      round % 2 === 0
        ? runner.run(as(anna), seeAll(anna.id, {}))
        : runner.run(as(anna), readAll(anna.id, {})),
      one && runner.run(as(anna), changeNotification(anna.id, one.id, round % 3 === 0)),
    ])
  }
  advance(1000)
  await nodes[0]?.drain()
  expect(errors).toEqual([])
  const rows = await rowsOfAnna()
  expect(rows).toHaveLength(18)
  const { counts, told } = await storage.read(async (tx) => ({
    counts: await tx.selectFrom('inbox_counts').selectAll().where('person_id', '=', anna.id).execute(),
    told: await tx
      .selectFrom('publications')
      .select(['offset', 'data'])
      .where('channel', '=', `person:#${anna.id}`)
      .orderBy('offset')
      .execute(),
  }))
  const unread = rows.filter((row) => row.read_at === null).length
  const unseen = rows.filter((row) => row.seen_at === null).length
  expect(counts).toEqual([{ person_id: anna.id, unread, unseen }])
  const events = told.map(({ offset, data }) => ({ offset, event: JSON.parse(data) as InboxEvent }))
  expect(events.at(-1)?.event.counts).toEqual({ unread, unseen })
  const toldAt = events.flatMap(({ offset, event }) => {
    if (event.type !== 'notification.created') return []
    const told = [...event.notifications, ...event.entries.map(({ latest }) => latest)]
    return told.map(({ id }) => [id, offset])
  })
  expect(new Map(toldAt as [string, number][])).toEqual(new Map(rows.map(({ id, offset }) => [id, offset])))
})
