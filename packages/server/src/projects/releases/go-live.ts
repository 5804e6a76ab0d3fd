/** The one place where versions become published, and what was live before stops being so. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { touchVersions } from '../../content/touch.ts'
import { chunks } from '../../storage/chunks.ts'
import { touchItemsOf } from '../items/events.ts'
import { tellAskedBeside } from '../review/tell-asked.ts'

/** At most one version of a language is live at any moment, so the former ones make room first. */
export async function goLive(
  context: CommandContext,
  liveIds: readonly Id[],
  formerIds: readonly Id[],
): Promise<void> {
  await touchVersions(context, formerIds, 'previously_published')
  await touchVersions(context, liveIds, 'published')
  // One that was due by itself is out now, one that failed is over.
  for (const chunk of chunks(liveIds)) {
    await context.tx.updateTable('versions').set({ schedule_id: null }).where('id', 'in', chunk).execute()
  }
  await touchItemsOf(context, [...liveIds, ...formerIds])
  await tellAskedBeside(context, liveIds)
}
