/** Writes entries of inboxes, new ones and those that changed, many in one statement. */
import { chunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** What an entry is unique by stays; all else becomes as it is given. */
export async function writeEntries(tx: Tx, entries: readonly Row<'inbox_entries'>[]): Promise<void> {
  for (const chunk of chunks(entries)) {
    await tx
      .insertInto('inbox_entries')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          revision: ref('excluded.revision'),
          project_id: ref('excluded.project_id'),
          content_id: ref('excluded.content_id'),
          version_id: ref('excluded.version_id'),
          offset: ref('excluded.offset'),
          latest_id: ref('excluded.latest_id'),
          size: ref('excluded.size'),
          unread: ref('excluded.unread'),
          unseen: ref('excluded.unseen'),
          mentions: ref('excluded.mentions'),
          unread_from: ref('excluded.unread_from'),
          actors: ref('excluded.actors'),
          archived_at: ref('excluded.archived_at'),
          snoozed_until: ref('excluded.snoozed_until'),
          withdrawn_at: ref('excluded.withdrawn_at'),
        })),
      )
      .execute()
  }
}
