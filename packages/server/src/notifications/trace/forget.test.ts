import { channels } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { eventsAfter } from '../../../test/journaled.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { Row } from '../../storage/schema.ts'
import { forgetDeliveries } from './forget.ts'

const dayMs = 24 * 60 * 60_000

it('keeps the last digest for a week, by which the next one is due, however short the log is', async () => {
  const { storage, services } = await createTestApp({ settings: { deliveryDays: 1 } })
  const now = services.now()
  const mails = [7, 9].flatMap((days) =>
    (['prompt', 'digest'] as const).map(
      (kind): Row<'mails'> => ({
        ...{ id: `${kind} ${days}`, person_id: 'p', kind, thread_key: null, address: null, title: null },
        ...{ status: 'sent', note: null, created_at: now - days * dayMs, begun_at: null },
        settled_at: now - days * dayMs,
      }),
    ),
  )
  await storage.write((tx) => tx.insertInto('mails').values(mails).execute())
  await forgetDeliveries(services)
  const left = await storage.read((tx) => tx.selectFrom('mails').select('id').execute())
  expect(left).toEqual([{ id: 'digest 7' }])
})

it('removes what is old, however much it is, and leaves what is not done with', async () => {
  const { storage, services, runJobs, advance } = await createTestApp()
  const now = services.now()
  const ages = [89, 90, 91, ...Array.from({ length: 1100 }, (_, index) => 100 + index)]
  await storage.write(async (tx) => {
    const traces = ages.map(
      (days, index): Row<'traces'> => ({
        ...{ id: `t${index}`, event_id: `e${index}`, subject_id: `e${index}`, kind: 'project.published' },
        ...{ actor_id: 'a', actor_kind: 'person', project_id: null, item_id: null, comment_id: null },
        ...{ content_id: null, version_id: null, at: now - days * dayMs },
      }),
    )
    await tx.insertInto('traces').values(traces).execute()
    const parts = traces.map(({ id, at }) => ({
      ...{ id, trace_id: id, told: 0, withheld: 0, decisions: '[]', at },
    }))
    await tx.insertInto('trace_parts').values(parts).execute()
    const mails = [...ages.slice(0, 4), null].map(
      (days, index): Row<'mails'> => ({
        ...{ id: `m${index}`, person_id: 'p', kind: 'prompt', thread_key: null, address: null, title: null },
        ...{ status: days === null ? 'waiting' : 'sent', note: null, created_at: 0, begun_at: null },
        settled_at: days === null ? null : now - days * dayMs,
      }),
    )
    await tx.insertInto('mails').values(mails).execute()
  })
  await forgetDeliveries(services)
  const left = await storage.read(async (tx) => ({
    traces: (await tx.selectFrom('traces').select('id').orderBy('id').execute()).map(({ id }) => id),
    parts: (await tx.selectFrom('trace_parts').select('id').orderBy('id').execute()).map(({ id }) => id),
    mails: (await tx.selectFrom('mails').select('id').orderBy('id').execute()).map(({ id }) => id),
  }))
  expect(left).toEqual({ traces: ['t0', 't1'], parts: ['t0', 't1'], mails: ['m0', 'm1', 'm4'] })
  advance(250)
  await runJobs()
  const told = await eventsAfter(storage, channels.delivery, 0)
  expect(told.map(({ event }) => event)).toMatchObject([{ parts: ['traces', 'mail'] }])
})
