/** How much work waits in the outbox and since when, by name and by lane, and how much has failed for good. */
import { sql } from 'kysely'
import type { Work } from '../command/work.ts'
import type { MetricSource } from '../http/metrics.ts'
import type { Services } from '../services.ts'

/** Also names that are not among `works`, of which another version knows; those have no lane. */
export function workMetrics(
  { storage, now }: Pick<Services, 'storage' | 'now'>,
  works: readonly Work[],
): MetricSource {
  return {
    metrics: {
      copydesk_outbox_entries: {
        kind: 'gauge',
        help: 'Pieces of work that wait to be carried out',
        label: 'work',
      },
      copydesk_outbox_age_seconds: {
        kind: 'gauge',
        help: 'Age of the oldest piece of work that waits, from its instant on where one was asked for; 0 for none',
        label: 'work',
      },
      copydesk_outbox_lane_age_seconds: {
        kind: 'gauge',
        help: 'Age of the oldest piece of work that waits, by lane; lanes go on side by side',
        label: 'lane',
      },
      copydesk_failed_work_entries: {
        kind: 'gauge',
        help: 'Pieces of work that failed at their last attempt, until they are tried again',
        label: 'work',
      },
    },
    read: async () => {
      const { waiting, failed } = await storage.read(async (tx) => ({
        waiting: await tx
          .selectFrom('outbox')
          .select(({ fn }) => [
            'topic',
            fn.countAll().as('count'),
            sql<number>`min(case when timed = 1 then due_at else created_at end)`.as('since'),
          ])
          .groupBy('topic')
          .execute(),
        failed: await tx
          .selectFrom('failed_work')
          .select(({ fn }) => ['topic', fn.countAll().as('count')])
          .groupBy('topic')
          .execute(),
      }))
      const ages = waiting.map(
        ({ topic, since }) => [topic, Math.max(0, now() - Number(since)) / 1000] as const,
      )
      const ageOf = new Map(ages)
      const lanes = Map.groupBy(works, ({ lane }) => lane)
      const zero = Object.fromEntries(works.map(({ name }) => [name, 0]))
      return {
        copydesk_outbox_entries: { ...zero, ...countsOf(waiting) },
        copydesk_outbox_age_seconds: { ...zero, ...Object.fromEntries(ages) },
        copydesk_outbox_lane_age_seconds: Object.fromEntries(
          [...lanes].map(([lane, own]) => [lane, Math.max(...own.map(({ name }) => ageOf.get(name) ?? 0))]),
        ),
        copydesk_failed_work_entries: { ...zero, ...countsOf(failed) },
      }
    },
  }
}

function countsOf(
  rows: readonly { topic: string; count: number | string | bigint }[],
): Record<string, number> {
  return Object.fromEntries(rows.map(({ topic, count }) => [topic, Number(count)]))
}
