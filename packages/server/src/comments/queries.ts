/** Reads comments: a window of threads, or a part of one, as a live snapshot. */
import {
  type Comment,
  type CommentsState,
  channels,
  type Id,
  type Language,
  type MentionsCheck,
  newestAnswers,
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
import { closersOfProject, viewComment } from './enter-comment.ts'
import { newestParts, numbersOf, partAround, readParts } from './parts.ts'
import { readOwnReactions } from './reactions.ts'
import { closersOf, viewText } from './text-scope.ts'
import { none, readThreadCounts } from './thread-counts.ts'
import { checkMentioned, type Mentioned } from './told-by-mentions.ts'

/** Which part of the threads of a project, or of a text. */
interface ThreadWindow {
  /** Threads older than this one. */
  cursor?: Id | undefined
  /** Threads, not comments. */
  limit: number
  /** Of the newest of each thread. */
  answers?: number
  /** Comments whose neighbours are read too. */
  around?: readonly Id[]
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
  const inWindow = itemId === null ? all : all.where('item_id', '=', itemId)
  const { data, nextCursor } = await readThreads(tx, inWindow, page)
  const about = { project_id: projectId, item_id: itemId, content_id: null, language: null }
  const counts = await readCommentCounts(tx, about)
  return {
    data,
    nextCursor,
    itemId,
    language: null,
    isClosed: false,
    total: counts.item ?? counts.project ?? 0,
    threads: await readThreadCounts(tx, about),
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
  const { data, nextCursor } = isClosed ? { data: [], nextCursor: null } : await readThreads(tx, ofText, page)
  const about = { project_id: null, item_id: null, content_id: contentId, language }
  const { text } = await readCommentCounts(tx, about)
  return {
    data,
    nextCursor,
    itemId: null,
    language,
    isClosed,
    total: isClosed ? 0 : (text ?? 0),
    threads: isClosed ? none : await readThreadCounts(tx, about),
    viewerId: viewer.id,
    own: await readOwnReactions(tx, viewer, data),
    position: await readPosition(tx, channels.content(contentId)),
  }
}

/** `GET /comments/{id}/thread`. Throws as `viewComment` does. */
export async function readThread(
  tx: Tx,
  viewer: Viewer,
  commentId: Id,
  sides: { before: number; after: number },
): Promise<Snapshot<CommentsState>> {
  const comment = await viewComment(tx, viewer, commentId)
  const { thread_id: threadId, project_id, item_id, content_id, language } = comment
  const data = await readParts(tx, [{ threadId, from: 0, to: 0 }, partAround(comment, sides)])
  const counts = await readCommentCounts(tx, comment)
  return {
    data,
    nextCursor: null,
    itemId: item_id,
    language: project_id === null ? language : null,
    isClosed: false,
    total: counts.text ?? counts.item ?? counts.project ?? 0,
    threads: await readThreadCounts(tx, comment),
    viewerId: viewer.id,
    own: await readOwnReactions(tx, viewer, data),
    position: await readPosition(
      tx,
      project_id === null ? channels.content(content_id ?? '') : channels.project(project_id),
    ),
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
  tx: Tx,
  comments: SelectQueryBuilder<Tables, 'comments', unknown>,
  { cursor, limit, answers = newestAnswers, around = [] }: ThreadWindow,
): Promise<Page<Comment>> {
  const openings = comments
    .select((eb) => [
      'thread_id',
      eb
        .selectFrom('comments as answer')
        .select('answer.number')
        .whereRef('answer.thread_id', '=', 'comments.thread_id')
        .orderBy('answer.number', 'desc')
        .limit(1)
        .as('newest'),
    ])
    .whereRef('id', '=', 'thread_id')
  const found = await (cursor === undefined ? openings : openings.where('thread_id', '<', cursor))
    .orderBy('thread_id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(found, limit, (row) => row.thread_id)
  const threads = new Set(page.map((row) => row.thread_id))
  const sought = (await numbersOf(comments, around)).filter((one) => threads.has(one.thread_id))
  const parts = page.flatMap((row) => newestParts(row.thread_id, row.newest ?? 0, answers))
  return { data: await readParts(tx, [...parts, ...sought.map((one) => partAround(one))]), nextCursor }
}
