/** Reads comments: a window of whole threads as a live snapshot. */
import {
  type Comment,
  type CommentsState,
  channels,
  type Id,
  type Language,
  type MentionsCheck,
  type Page,
  type Snapshot,
} from '@copydesk/contract'
import type { SelectQueryBuilder } from 'kysely'
import { requireRight, type Viewer } from '../command/viewer.ts'
import { viewContent } from '../content/door.ts'
import { sightOf } from '../projects/members/sight.ts'
import { viewProject } from '../projects/project/door.ts'
import { cutPage } from '../storage/cut-page.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tables } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { readCommentCounts } from './comment-counts.ts'
import { closersOfProject } from './enter-comment.ts'
import { presentComment } from './present.ts'
import { readOwnReactions } from './reactions.ts'
import { closersOf, viewText } from './text-scope.ts'
import { checkMentioned, type Mentioned } from './told-by-mentions.ts'

/** Which part of the threads of a project, or of a text. */
interface ThreadWindow {
  /** Threads older than this one. */
  cursor: Id | undefined
  /** Threads, not comments. */
  limit: number
}

export interface CommentsWindow extends ThreadWindow {
  projectId: Id
  /** Only the comments of this item; null for all of the project. */
  itemId: Id | null
}

export interface TextCommentsWindow extends ThreadWindow {
  contentId: Id
  language: Language
}

/** `GET /projects/{id}/comments`. Throws `not_found` or `gone` for the project. */
export async function readComments(
  tx: Tx,
  viewer: Viewer,
  { projectId, itemId, ...page }: CommentsWindow,
): Promise<Snapshot<CommentsState>> {
  await viewProject(tx, viewer, projectId, 'comment.read')
  const all = tx.selectFrom('comments').where('project_id', '=', projectId)
  const { data, nextCursor } = await readThreads(
    itemId === null ? all : all.where('item_id', '=', itemId),
    page,
  )
  const about = { project_id: projectId, item_id: itemId, content_id: null, language: null }
  const counts = await readCommentCounts(tx, about)
  return {
    data,
    nextCursor,
    itemId,
    language: null,
    isClosed: false,
    total: counts.item ?? counts.project ?? 0,
    viewerId: viewer.id,
    own: await readOwnReactions(tx, viewer, data),
    position: await readPosition(tx, channels.project(projectId)),
  }
}

/** `GET /content/{id}/comments`: nothing while private projects keep the text to others. Throws `not_found`. */
export async function readTextComments(
  tx: Tx,
  viewer: Viewer,
  { contentId, language, ...page }: TextCommentsWindow,
): Promise<Snapshot<CommentsState>> {
  await viewContent(tx, viewer, contentId)
  requireRight(viewer, 'comment.read')
  const sight = await sightOf(tx, viewer)
  const isClosed = (await closersOf(tx, contentId, language)).some((id) => !sight.has(id))
  const ofText = tx
    .selectFrom('comments')
    .where('content_id', '=', contentId)
    .where('language', '=', language)
    .where('project_id', 'is', null)
  const { data, nextCursor } = isClosed ? { data: [], nextCursor: null } : await readThreads(ofText, page)
  const about = { project_id: null, item_id: null, content_id: contentId, language }
  const { text } = await readCommentCounts(tx, about)
  return {
    data,
    nextCursor,
    itemId: null,
    language,
    isClosed,
    total: isClosed ? 0 : (text ?? 0),
    viewerId: viewer.id,
    own: await readOwnReactions(tx, viewer, data),
    position: await readPosition(tx, channels.content(contentId)),
  }
}

/** `GET /projects/{id}/mentions`, for somebody who may write there. */
export async function checkMentions(
  tx: Tx,
  viewer: Viewer,
  projectId: Id,
  mentioned: Mentioned,
): Promise<MentionsCheck> {
  const project = await viewProject(tx, viewer, projectId, 'comment.write')
  return checkMentioned(tx, viewer, mentioned, closersOfProject(project))
}

/** `GET /content/{id}/mentions`, likewise. */
export async function checkTextMentions(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  language: Language,
  mentioned: Mentioned,
): Promise<MentionsCheck> {
  requireRight(viewer, 'comment.write')
  await viewText(tx, viewer, contentId, language)
  return checkMentioned(tx, viewer, mentioned, await closersOf(tx, contentId, language))
}

async function readThreads(
  comments: SelectQueryBuilder<Tables, 'comments', unknown>,
  { cursor, limit }: ThreadWindow,
): Promise<Page<Comment>> {
  const openings = comments.select('thread_id').whereRef('id', '=', 'thread_id')
  const found = await (cursor === undefined ? openings : openings.where('thread_id', '<', cursor))
    .orderBy('thread_id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(found, limit, (row) => row.thread_id)
  const threads = page.map((row) => row.thread_id)
  if (threads.length === 0) return { data: [], nextCursor }
  const rows = await comments
    .selectAll()
    .where('thread_id', 'in', threads)
    .orderBy('thread_id', 'desc')
    .orderBy('id')
    .execute()
  return { data: rows.map(presentComment), nextCursor }
}
