/** zod schemas of comments. */
import { z } from 'zod'
import { actor, entityId, identified, instant, languageOf, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'

export const comment = named(
  'Comment',
  z.object({
    ...identified,
    projectId: entityId.nullable().describe('Null for a thread on a text by itself'),
    itemId: entityId.nullable().describe('The item that the thread is about, or null: the project'),
    contentId: entityId.nullable().describe('The content that the thread is about, or null: a project'),
    language: languageOf.nullable(),
    threadId: entityId.describe('The comment that opens the thread'),
    parentId: entityId.nullable().describe('The comment that this one answers'),
    author: actor,
    body: z.string().describe('Markdown with mentions as `@[name](person:id)`; empty once deleted'),
    createdAt: instant,
    editedAt: instant.nullable(),
    deletedAt: instant.nullable().describe('Set on a deleted comment, which stays in its thread as a trace'),
  }),
)

export const commentsSnapshot = named(
  'CommentsSnapshot',
  z.object({
    ...page(comment),
    itemId: entityId.nullable(),
    language: languageOf.nullable().describe('Of the text that the threads are on by itself, or null'),
    isClosed: z.boolean().describe('A private project holds the text, and you are not in it'),
    total: z.int().min(0).describe('All that match, deleted ones excepted'),
    ...snapshot,
  }),
)

const discussion = named(
  'Discussion',
  z.object({
    itemId: entityId.describe('The item that holds the text, or held it: its comments are those'),
    projectId: entityId,
    projectName: z.string(),
    language: languageOf,
    count: z.int().min(1).describe('Deleted ones excepted'),
  }),
)

export const discussionList = named('DiscussionList', z.object(page(discussion)))
