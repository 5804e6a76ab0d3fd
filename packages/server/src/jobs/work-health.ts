/**
 * Whether work is carried out in time, by lane. Work that is late only warns: it waits in the database, which all
 * servers share, so that taking this one out of service would help nobody.
 */
import type { HealthCheck } from '@copydesk/contract'
import type { Work } from '../command/work.ts'
import type { HealthSource } from '../http/readiness.ts'
import type { Services } from '../services.ts'

/** What is due is begun within seconds; a large import may take a lane a minute or two. */
export const longestLateSeconds = 300

export function workHealth(
  { storage, now }: Pick<Services, 'storage' | 'now'>,
  works: readonly Work[],
): HealthSource {
  return {
    name: 'work:outbox',
    check: async () => {
      // Work that failed waits until it is due again, so it is late only from then on.
      const rows = await storage.read((tx) =>
        tx
          .selectFrom('outbox')
          .select(({ fn }) => ['topic', fn.min('due_at').as('since')])
          .groupBy('topic')
          .execute(),
      )
      const since = new Map(rows.map((row) => [row.topic, Number(row.since)]))
      const lanes = Map.groupBy(works, ({ lane }) => lane)
      return Object.fromEntries(
        [...lanes].map(([lane, own]) => {
          const first = Math.min(...own.map(({ name }) => since.get(name) ?? Number.POSITIVE_INFINITY))
          return [`work:${lane}`, lateness(Math.max(0, (now() - first) / 1000))]
        }),
      )
    },
  }
}

function lateness(seconds: number): HealthCheck {
  const observed = { observedValue: Math.round(seconds), observedUnit: 's' }
  if (seconds <= longestLateSeconds) return { status: 'pass', ...observed }
  return {
    status: 'warn',
    ...observed,
    output:
      'Work in the background is late. Look into the log for what fails, and at the load of the database.',
  }
}
