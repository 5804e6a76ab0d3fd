/** Items that taking back an import put into the trash, and that a run brings in again. */
import { channels, type Id } from '@copydesk/contract'
import { event } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { lockContent } from '../content/door.ts'
import { tellContentList } from '../content/tell-content-list.ts'
import { touchContent } from '../content/touch.ts'
import type { Services } from '../services.ts'
import { notDeleted } from '../trash/marks.ts'
import { trashChanged } from '../trash/tell-trash.ts'
import { type ImportRun, recordContents } from './runs.ts'

/** Nobody deleted them but an import itself. What people deleted stays in the trash. */
export async function bringBackUndone(
  { runner }: Pick<Services, 'runner'>,
  run: ImportRun,
  contentIds: readonly Id[],
): Promise<void> {
  await runner.run({ actor: systemActor }, async (context) => {
    const rows = await lockContent(context.tx, contentIds)
    const ids = rows
      .filter((row) => row.deleted_by_kind === 'system' && row.purged_at === null)
      .map((row) => row.id)
    if (ids.length === 0) return { body: null, events: [] }
    await recordContents(context, run, ids)
    await touchContent(context, ids)
    await context.tx.updateTable('content_items').set(notDeleted).where('id', 'in', ids).execute()
    context.enqueue([tellContentList.entry({ actor: context.actor, contentIds: ids })])
    return {
      body: null,
      events: [
        ...ids.map((contentId) => ({
          channel: channels.content(contentId),
          event: event(context, 'content.restored', { contentId }),
        })),
        trashChanged(context, false),
      ],
    }
  })
}
