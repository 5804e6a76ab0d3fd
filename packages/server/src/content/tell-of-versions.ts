/** Tells the channels of items what a bulk change did to them, a batch at a time, as they are by then. */
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { followUp } from '../command/work.ts'
import { lockContent } from './door.ts'
import { versionEvents } from './version-events.ts'

/** Who looks at an item sees what it is now, so repeating does no harm. */
export const tellOfVersions = followUp({
  name: 'versions',
  // Thousands of items take their time, and hold nothing else up.
  lane: 'bulk',
  payload: z.object({
    actor: z.object({ id, kind: z.enum(['person', 'service', 'system']) }),
    versionIds: z.array(id),
  }),
  batchSize: 1,
  work: async (context, payloads) => {
    const [payload] = payloads
    if (payload === undefined) return { events: [] }
    const { actor, versionIds } = payload
    const rows = await context.tx
      .selectFrom('versions')
      .select('content_id')
      .where('id', 'in', versionIds)
      .execute()
    await lockContent(
      context.tx,
      rows.map((row) => row.content_id),
    )
    return { events: await versionEvents({ ...context, actor }, versionIds) }
  },
})
