/** The operations of comments. */
import { z } from 'zod'
import { language } from '../content/schemas.ts'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { uuidList } from '../text/schemas.ts'
import { answersAround, fewAnswers, maxAnswersOfPage, maxAround, newestAnswers } from './entity.ts'
import {
  comment,
  commentHistory,
  commentsSnapshot,
  discussionList,
  mentionsCheck,
  writtenComment,
} from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const params = z.object({ id })
const page = {
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Threads'),
  answers: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(newestAnswers)
    .describe(
      `Of the newest of each thread; it comes whole where that leaves out ${fewAnswers} or less. Times \`limit\` at most ${maxAnswersOfPage.toLocaleString('en')}`,
    ),
  around: uuidList(maxAround)
    .default('')
    .describe(
      `Ids of comments, with commas between them: the ${answersAround} answers on each side of them come too`,
    ),
}
const isPageOfSize = ({ limit, answers }: { limit: number; answers: number }) =>
  limit * answers <= maxAnswersOfPage
const tooManyAnswers = {
  path: ['answers'],
  message: `times limit at most ${maxAnswersOfPage.toLocaleString('en')}`,
}
const partsOfThreads =
  'Threads, the newest first: of each the opening comment and the newest answers. What is left out between two comments, their `number` says; `readThread` has it. Live: follow the channel of `position` from there.'
const mentioningOthers =
  'Mentioning somebody who does not see the place, or is not here, is accepted and tells them nothing: `notTold` says whom. Ask before with `checkMentions`.'

export const listComments = operation({
  operationId: 'listComments',
  method: 'GET',
  path: '/api/v1/projects/{id}/comments',
  tag: 'comments',
  summary: 'List the comments of a project, or of one of its items',
  description: partsOfThreads,
  access: 'comment.read',
  params,
  query: z.object({ itemId: id.optional(), ...page }).refine(isPageOfSize, tooManyAnswers),
  answer: { status: 200, description: 'A page of threads', schema: commentsSnapshot },
  problems: ['gone'],
})

export const listTextComments = operation({
  operationId: 'listTextComments',
  method: 'GET',
  path: '/api/v1/content/{id}/comments',
  tag: 'comments',
  summary: 'List the threads on a text that are in no project',
  description: `${partsOfThreads} While a private project holds the text, its members alone see them.`,
  access: 'comment.read',
  params,
  query: z.object({ language, ...page }).refine(isPageOfSize, tooManyAnswers),
  answer: { status: 200, description: 'A page of threads', schema: commentsSnapshot },
  problems: ['gone'],
})

const oneSide = z.coerce.number().int().min(0).max(200).default(answersAround)

export const readThread = operation({
  operationId: 'readThread',
  method: 'GET',
  path: '/api/v1/comments/{id}/thread',
  tag: 'comments',
  summary: 'Read the thread of a comment, around it',
  description:
    'The comment that opens the thread, and the answers before and after the comment in the path, which may be any of it. To read on, ask around the first of them or the last.',
  access: 'comment.read',
  params,
  query: z.object({
    before: oneSide.describe('Answers before it'),
    after: oneSide.describe('Answers after it'),
  }),
  answer: { status: 200, description: 'A part of the thread', schema: commentsSnapshot },
  problems: ['gone'],
})

export const listDiscussions = operation({
  operationId: 'listDiscussions',
  method: 'GET',
  path: '/api/v1/content/{id}/discussions',
  tag: 'comments',
  summary: 'List where a text is discussed',
  description:
    'The items of projects that hold the content or held it, in this language if one is named, and have comments: read these with `listComments`.',
  access: 'comment.read',
  params,
  query: z.object({ language: language.optional() }),
  answer: { status: 200, description: 'In projects that you see', schema: discussionList },
  problems: ['gone'],
})

const ofMentions = {
  access: 'comment.write',
  params,
  answer: { status: 200, description: 'Whom they would not tell', schema: mentionsCheck },
  problems: ['gone'],
} as const
const aboutMentions =
  'Where a comment may be written, for callers who may read people and projects. What people muted or do not want is not told.'

export const checkMentions = operation({
  operationId: 'checkMentions',
  method: 'GET',
  path: '/api/v1/projects/{id}/mentions',
  tag: 'comments',
  summary: 'Ask whom mentions in a comment of a project would not tell',
  description: aboutMentions,
  query: schemas.checkMentions,
  ...ofMentions,
})

export const checkTextMentions = operation({
  operationId: 'checkTextMentions',
  method: 'GET',
  path: '/api/v1/content/{id}/mentions',
  tag: 'comments',
  summary: 'Ask whom mentions in a comment on a text by itself would not tell',
  description: aboutMentions,
  query: schemas.checkMentions.extend({ language }),
  ...ofMentions,
})

export const createComment = operation({
  operationId: 'createComment',
  method: 'POST',
  path: '/api/v1/projects/{id}/comments',
  tag: 'comments',
  summary: 'Comment on a project, on an item, or answer a comment',
  description:
    'A thread on an item may be about a passage of its text, which the answer quotes as it stands there. ' +
    mentioningOthers,
  access: 'comment.write',
  params,
  body: named('CreateComment', schemas.createComment),
  command: 'if_match_optional',
  answer: { status: 201, description: 'The comment', schema: writtenComment, headers: ['ETag'] },
  problems: ['gone', 'passage_lost', 'project_archived', 'thread_mismatch'],
})

export const createTextComment = operation({
  operationId: 'createTextComment',
  method: 'POST',
  path: '/api/v1/content/{id}/comments',
  tag: 'comments',
  summary: 'Comment on a text by itself, or answer such a comment',
  description:
    'The text is all versions in this language. While a private project holds one of them, its members alone may. A thread may be about a passage of a version. ' +
    mentioningOthers,
  access: 'comment.write',
  params,
  body: named('CreateTextComment', schemas.createTextComment),
  command: 'if_match_optional',
  answer: { status: 201, description: 'The comment', schema: writtenComment, headers: ['ETag'] },
  problems: ['gone', 'passage_lost', 'thread_mismatch'],
})

export const changeComment = operation({
  operationId: 'changeComment',
  method: 'PATCH',
  path: '/api/v1/comments/{id}',
  tag: 'comments',
  summary: 'Edit one of your comments',
  description: mentioningOthers,
  access: 'comment.write',
  params,
  body: named('ChangeComment', schemas.changeComment),
  command: 'if_match_required',
  answer: { status: 200, description: 'The comment', schema: writtenComment, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const deleteComment = operation({
  operationId: 'deleteComment',
  method: 'DELETE',
  path: '/api/v1/comments/{id}',
  tag: 'comments',
  summary: 'Delete a comment',
  description: 'It stays in its thread as a trace without its text. For ten minutes it can be brought back.',
  access: 'comment.write',
  params,
  command: 'if_match_optional',
  answer: { status: 204, description: 'The comment is deleted; its trace has this ETag', headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const changeReaction = operation({
  operationId: 'changeReaction',
  method: 'PATCH',
  path: '/api/v1/comments/{id}/reactions',
  tag: 'comments',
  summary: 'React to a comment, or take that back',
  description:
    'One emoji of Unicode; a comment has at most 20 of them. Who wrote it is not told. The revision of the comment stays as it is.',
  access: 'comment.write',
  params,
  body: named('ChangeReaction', schemas.changeReaction),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The comment', schema: comment, headers: ['ETag'] },
  problems: ['gone', 'project_archived', 'too_many_reactions'],
})

export const resolveThread = operation({
  operationId: 'resolveThread',
  method: 'POST',
  path: '/api/v1/threads/{id}/resolve',
  tag: 'comments',
  summary: 'Resolve a thread',
  description:
    'Its id is that of its opening comment. An answer opens it again. One that is resolved stays as it is, by whoever was first.',
  access: 'comment.write',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The opening comment', schema: comment, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const reopenThread = operation({
  operationId: 'reopenThread',
  method: 'POST',
  path: '/api/v1/threads/{id}/reopen',
  tag: 'comments',
  summary: 'Reopen a resolved thread',
  description: 'One that is open stays as it is.',
  access: 'comment.write',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The opening comment', schema: comment, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const restoreComment = operation({
  operationId: 'restoreComment',
  method: 'POST',
  path: '/api/v1/comments/{id}/restore',
  tag: 'comments',
  summary: 'Bring a deleted comment back',
  description:
    'Within ten minutes, by whoever deleted it or may moderate. Its words are everywhere again where they were; nobody is told anew.',
  access: 'comment.write',
  params,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The comment', schema: comment, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})

export const readCommentHistory = operation({
  operationId: 'readCommentHistory',
  method: 'GET',
  path: '/api/v1/comments/{id}/history',
  tag: 'comments',
  summary: 'Read what an edited comment said before',
  description: 'For everybody who reads the comment. The last 50, without those that were taken out.',
  access: 'comment.read',
  params,
  answer: { status: 200, description: 'Newest first', schema: commentHistory },
  problems: ['gone'],
})

export const removeEarlierWords = operation({
  operationId: 'removeEarlierWords',
  method: 'DELETE',
  path: '/api/v1/comments/{id}/history/{wordsId}',
  tag: 'comments',
  summary: 'Take earlier words out of the history of a comment, for good',
  description: 'By the author of the comment, or whoever may moderate.',
  access: 'comment.write',
  params: params.extend({ wordsId: id }),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The comment', schema: comment, headers: ['ETag'] },
  problems: ['gone', 'project_archived'],
})
