/**
 * Which threads await an answer of a person, by the mentions that they have not answered: those that are not resolved,
 * in projects that are neither deleted nor archived, and on texts, as far as they may read and write there.
 */
import type { Awaited, Id, Language } from '@copydesk/contract'
import { allows, type Viewer } from '../command/viewer.ts'
import {
  closedProjects,
  hiddenAmong,
  mayAsMember,
  noSight,
  rightsIn,
  type Sight,
} from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'
import { excerptOfComment } from './excerpt.ts'
import { closersOf } from './text-scope.ts'

/** As much of a thread as its place in a list takes. */
export interface OpenMention extends Pick<Awaited, 'id' | 'kind' | 'dueAt'> {
  /** The newest that mentions them and awaits an answer. */
  commentId: Id
}

/** One for each thread. */
export async function openMentionsOf(tx: Tx, viewer: Viewer, sight: Sight): Promise<OpenMention[]> {
  if (!allows(viewer, 'comment.write')) return []
  const inProjects = await selectOpen(tx, viewer.id)
    .innerJoin('projects as project', 'project.id', 'mention.home_id')
    .select('project.id as projectId')
    .where('project.deleted_at', 'is', null)
    .where('project.archived_at', 'is', null)
    .where('project.id', 'not in', closedProjects(tx, sight))
    .execute()
  const mayIn = await rightsIn(tx, viewer, [...new Set(inProjects.map(({ projectId }) => projectId))])
  const onTexts = await selectOpen(tx, viewer.id)
    .innerJoin('content_items as content', 'content.id', 'mention.home_id')
    .select(['content.id as contentId', 'comment.language'])
    .where('content.deleted_at', 'is', null)
    .execute()
  const open = await openTexts(
    tx,
    sight,
    onTexts.map(({ contentId }) => contentId),
  )
  const found = [
    ...inProjects.filter(({ projectId }) => mayIn(projectId, 'comment.write')),
    ...onTexts.filter(({ contentId, language }) => open.has(textKey(contentId, language ?? ''))),
  ].sort((a, b) => (a.mentionId < b.mentionId ? 1 : -1))
  return [...Map.groupBy(found, ({ threadId }) => threadId)].flatMap(([id, [newest]]) =>
    newest === undefined ? [] : [{ id, kind: 'answer' as const, dueAt: null, commentId: newest.commentId }],
  )
}

/** What is shown of them, but for the name of the project. */
export async function presentMentions(
  tx: Tx,
  mentions: readonly OpenMention[],
): Promise<Omit<Awaited, 'projectName'>[]> {
  const rows = await selectInChunks(
    mentions.map(({ commentId }) => commentId),
    (chunk) => tx.selectFrom('comments').selectAll().where('id', 'in', chunk).execute(),
  )
  return rows.map((row) => ({
    id: row.thread_id,
    kind: 'answer',
    projectId: row.project_id,
    itemId: row.item_id,
    taskId: null,
    contentId: row.content_id,
    language: row.language,
    versionId: null,
    commentId: row.id,
    askedBy: { id: row.author_id, kind: row.author_kind },
    textRevision: null,
    title: excerptOfComment(row),
    status: null,
    reason: null,
    dueAt: null,
  }))
}

function selectOpen(tx: Tx, personId: Id) {
  return tx
    .selectFrom('mentions as mention')
    .innerJoin('comments as comment', 'comment.id', 'mention.comment_id')
    .innerJoin('comments as opening', 'opening.id', 'mention.thread_id')
    .select(['mention.id as mentionId', 'mention.thread_id as threadId', 'comment.id as commentId'])
    .where('mention.person_id', '=', personId)
    .where('mention.state', '=', 'open')
    .where('comment.deleted_at', 'is', null)
    .where('opening.resolved_at', 'is', null)
}

/** The texts of this content that are there for this sight, and that one may discuss by it. */
async function openTexts(tx: Tx, sight: Sight, contentIds: readonly Id[]): Promise<Set<string>> {
  const versions = await selectInChunks([...new Set(contentIds)], (chunk) =>
    tx
      .selectFrom('versions')
      .select(['id', 'content_id', 'language'])
      .where('content_id', 'in', chunk)
      .execute(),
  )
  const hidden = await hiddenAmong(
    tx,
    versions.map(({ id }) => id),
    noSight,
  )
  const open = new Set<string>()
  for (const [key, own] of Map.groupBy(versions, (row) => textKey(row.content_id, row.language))) {
    const [first] = own
    if (first === undefined) continue
    const isKept = own.some(({ id }) => hidden.has(id))
    const closers = isKept ? await closersOf(tx, first.content_id, first.language) : []
    const isOpen = closers.every((id) => mayAsMember(sight.get(id) ?? 'viewer', 'comment.write'))
    if (isOpen) open.add(key)
  }
  return open
}

function textKey(contentId: Id, language: Language): string {
  return `${contentId}:${language}`
}
