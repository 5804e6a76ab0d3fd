/** zod schemas of comments. */
import { z } from 'zod'
import { actor, entityId, identified, instant, languageOf, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { notToldReasons } from './not-told.ts'

const passage = named(
  'Passage',
  z.object({
    exact: z.string().describe('The words as they stood in the Markdown'),
    prefix: z.string().describe('What stood before them'),
    suffix: z.string().describe('What stood after them'),
    start: z.int().min(0).describe('Where they stood, in UTF-16 code units'),
    isOnly: z.boolean().describe('Nothing else in the text read so'),
    versionId: entityId,
    textRevision: z.int().min(1).describe('The text of that version in which they stood so'),
  }),
)

const notTold = named(
  'NotTold',
  z.object({
    kind: z.enum(['person', 'group']),
    id: entityId,
    why: z
      .enum(notToldReasons)
      .describe('They do not see the place; or nobody works here under this id, or in this group'),
    count: z.int().min(0).describe('Of a group, how many do not see the place; else 1, and 0 for nobody'),
  }),
)

const reaction = named(
  'Reaction',
  z.object({
    emoji: z.string(),
    count: z.int().min(1).describe('How many reacted with it'),
    first: z.array(actor).describe('The first of them'),
  }),
)

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
    number: z
      .int()
      .min(0)
      .describe(
        'Its place in the thread: 0 opens it, answers count from 1 on without a gap, deleted ones too',
      ),
    passage: passage
      .nullable()
      .describe(
        'What the thread is about, of its opening comment alone: a TextQuoteSelector of the W3C Web Annotation Data Model, to be found again in the text that one shows',
      ),
    author: actor,
    body: z
      .string()
      .describe(
        'Markdown with mentions as `@[name](person:id)` and `@[name](group:id)`, and content as `[#title](content:id)`; empty once deleted',
      ),
    createdAt: instant,
    editedAt: instant.nullable(),
    deletedAt: instant.nullable().describe('Set on a deleted comment, which stays in its thread as a trace'),
    reactions: z.array(reaction).describe('In the order in which each emoji was first used'),
    reactionRevision: z
      .int()
      .min(0)
      .describe('Counts the changes of `reactions`, which leave `revision` alone'),
    resolved: z
      .object({ by: actor, at: instant })
      .nullable()
      .describe('Of the comment that opens a thread: who resolved it, and when; null: it is open'),
    resolutionRevision: z
      .int()
      .min(0)
      .describe('Counts the changes of `resolved`, which leave `revision` alone'),
  }),
)

export const writtenComment = named(
  'WrittenComment',
  z.object({
    ...comment.shape,
    notTold: z
      .array(notTold)
      .optional()
      .describe('Mentions from now on that do not tell everybody whom they name. Absent where all do'),
  }),
)

export const mentionsCheck = named(
  'MentionsCheck',
  z.object({
    toldByGroups: z.int().min(0).describe('How many people the groups tell, each once'),
    notTold: z.array(notTold),
    keptTo: z.array(entityId).describe('The private projects whose members alone see the place'),
    mayLetIn: z.boolean().describe('You may let people and groups in there'),
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
    threads: z
      .object({ open: z.int().min(0), resolved: z.int().min(0) })
      .describe('All threads that match, on whichever page; those of which only traces are left too'),
    viewerId: entityId.describe('You'),
    own: z
      .array(z.object({ commentId: entityId, emoji: z.string() }))
      .describe('What you reacted with, to comments of this page'),
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

const earlierWords = named(
  'EarlierWords',
  z.object({
    id: entityId,
    revision: z.int().min(1).describe('The revision of the comment that had them'),
    body: z.string().describe('Markdown, as of a comment'),
    writtenAt: instant,
  }),
)

export const commentHistory = named('CommentHistory', z.object(page(earlierWords)))
