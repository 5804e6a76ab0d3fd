/** Publishes the counts of items and comments of the projects in which they may have changed. */
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { event } from '../../command/command.ts'
import { followUp } from '../../command/work.ts'
import { lockRows } from '../../storage/lock.ts'
import { readCounts } from './counts.ts'
import { listChannels } from './list-channels.ts'

/** Whatever came in the meantime is counted once; the figures are absolute, so repeating does no harm. */
export const countProjects = followUp({
  name: 'count',
  lane: 'prompt',
  payload: z.object({ projectId: id }),
  batchSize: 1000,
  // Counts follow within a second.
  delayMs: 250,
  work: async (context, payloads) => {
    const ids = payloads.map(({ projectId }) => projectId)
    const rows = await lockRows(context.tx, 'projects', ids)
    const projects = await readCounts(context.tx, ids)
    if (projects.length === 0) return { events: [] }
    const toldIn = new Map<string, typeof projects>()
    for (const counts of projects) {
      const row = rows.find((one) => one.id === counts.id)
      for (const channel of row ? await listChannels(context.tx, row) : []) {
        toldIn.set(channel, [...(toldIn.get(channel) ?? []), counts])
      }
    }
    return {
      events: [...toldIn].map(([channel, projects]) => ({
        channel,
        event: event(context, 'projects.counted', { projects }),
      })),
    }
  },
})
