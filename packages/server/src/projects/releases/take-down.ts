/** The rows of items that unpublish, once they are released: done, and naming what they took down. */
import type { Id, LiveVersion, ProjectItem } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { chunks } from '../../storage/chunks.ts'
import { valuesList } from '../../storage/values-list.ts'

/** `live` says, by item, what is live by then: an item may have been added while another version was live. */
export async function takeDown(
  { tx, actor, now }: CommandContext,
  items: readonly ProjectItem[],
  live: ReadonlyMap<Id, LiveVersion | null>,
): Promise<void> {
  const rows = items.map(({ id, versionId }) => ({ id, version_id: live.get(id)?.versionId ?? versionId }))
  for (const chunk of chunks(rows)) {
    await tx
      .with('down(id, version_id)', () => valuesList(chunk))
      .updateTable('project_items')
      .from('down')
      .set((eb) => ({
        version_id: eb.ref('down.version_id'),
        review_status: 'previously_published',
        revision: eb('project_items.revision', '+', 1),
        updated_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
      }))
      .whereRef('project_items.id', '=', 'down.id')
      .execute()
  }
}
