/** Who wrote and changed the text of a version: a draft begun as a copy has no editor until somebody changes it. */
import type { Actor, Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { chunks } from '../storage/chunks.ts'

/** Notes people as editors of these versions; services and the system are nobody who could approve. */
export async function noteEditors(
  { tx, now }: CommandContext,
  edits: readonly { versionId: Id; editor: Actor }[],
): Promise<void> {
  const rows = edits.flatMap(({ versionId, editor }) =>
    editor.kind === 'person' ? [{ version_id: versionId, person_id: editor.id, edited_at: now }] : [],
  )
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('version_editors')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['version_id', 'person_id']).doUpdateSet({ edited_at: now }))
      .execute()
  }
}
