/** What comments say now, and what each person may read of it. */
import { channels, type Id, mentionedGroupIds, mentionedIds } from '@copydesk/contract'
import { readMentionedGroups } from '../../comments/mentioned-groups.ts'
import { type KeptVersion, keptVersions } from '../../comments/text-scope.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

export interface Commented
  extends Pick<
    Row<'comments'>,
    'id' | 'project_id' | 'content_id' | 'language' | 'body' | 'passage' | 'deleted_at'
  > {
  /** The private projects that a text by itself is kept to: nobody else reads other words of it than they know. */
  closers: readonly Id[]
  /** The versions that they keep, the newest first. */
  kept: readonly KeptVersion[]
  /** Then a person is told of it as this version, and only where they see that. */
  toldAs: Id | null
  /** By name, or as one of a group. */
  mentioned: ReadonlySet<Id>
}

/** What is left of a comment to those who may not read it. */
export const noWords = { body: '', passage: null, mentioned: new Set<Id>() }

export async function readCommented(tx: Tx, ids: readonly Id[]): Promise<Commented[]> {
  const rows = await tx
    .selectFrom('comments')
    .select(['id', 'project_id', 'content_id', 'language', 'body', 'passage', 'deleted_at'])
    .where('id', 'in', ids)
    .execute()
  const found: Commented[] = []
  for (const row of rows) {
    const { project_id: projectId, content_id: contentId, language } = row
    const isOnText = projectId === null && contentId !== null && language !== null
    const kept = isOnText ? await keptVersions(tx, contentId, language) : []
    const closers = [...new Set(kept.flatMap(({ closerIds }) => closerIds))]
    const toldAs = kept[0]?.id ?? null
    const groups = await readMentionedGroups(tx, mentionedGroupIds(row.body))
    const members = [...groups.values()].flatMap(({ memberIds }) => memberIds)
    found.push({ ...row, closers, kept, toldAs, mentioned: new Set([...mentionedIds(row.body), ...members]) })
  }
  return found
}

/** The comment as this person may read it; `audiences`: who sees the projects that it is kept to. */
export function wordsFor(
  personId: Id,
  comment: Commented,
  audiences: ReadonlyMap<Id, ReadonlySet<Id>>,
): Commented {
  // They may see the newest of several that are kept.
  const unseen = comment.kept.find(({ closerIds }) =>
    closerIds.some((id) => !audiences.get(id)?.has(personId)),
  )
  return unseen === undefined ? comment : { ...comment, ...noWords, toldAs: unseen.id }
}

export function channelOf({ project_id, content_id }: Commented): string {
  return project_id === null ? channels.content(content_id ?? '') : channels.project(project_id)
}
