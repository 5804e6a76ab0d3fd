/** Publishes how the items and comments of projects count now, for those where that may have changed. */
import { channels, type Id } from '@copydesk/contract'
import { event } from '../../command/command.ts'
import type { TopicWork } from '../../jobs/topic.ts'
import { lockRows } from '../../storage/lock.ts'
import { readCounts } from './counts.ts'

/** Whatever came in the meantime is counted once; the figures are absolute, so repeating does no harm. */
export const countProjects: TopicWork<{ projectId: Id }> = {
  batchSize: 1000,
  work: async (context, payloads) => {
    const ids = payloads.map(({ projectId }) => projectId)
    await lockRows(context.tx, 'projects', ids)
    const projects = await readCounts(context.tx, ids)
    if (projects.length === 0) return []
    return [{ channel: channels.projects, event: event(context, 'projects.counted', { projects }) }]
  },
}
