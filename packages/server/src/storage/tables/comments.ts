/** Comments and how many there are. */
import type { Actor } from '@copydesk/contract'
import type { Generated } from 'kysely'

export interface CommentsTable {
  id: string
  revision: number
  /** Null for a thread on a text by itself. */
  project_id: string | null
  item_id: string | null
  /** What an item was of, which outlives it; or the text by itself. Null for a thread about a project. */
  content_id: string | null
  language: string | null
  thread_id: string
  parent_id: string | null
  /** Its place in the thread: 0 opens it, answers count from 1 on; 0 of an answer: a version before wrote it. */
  number: Generated<number>
  author_id: string
  author_kind: Actor['kind']
  body: string
  /** JSON of a `Passage`, which the thread that it opens is about; null: the whole of what it is about. */
  passage: Generated<string | null>
  created_at: number
  edited_at: number | null
  deleted_at: number | null
  /** Null while it is there, and for what was deleted before that was kept. */
  deleted_by_id: Generated<string | null>
  deleted_by_kind: Generated<Actor['kind'] | null>
  /** JSON of what everybody is shown of its reactions. */
  reactions: Generated<string>
  reaction_revision: Generated<number>
  /** Of the comment that opens a thread, once that is resolved; null: it is open, or the comment is an answer. */
  resolved_at: Generated<number | null>
  resolved_by_id: Generated<string | null>
  resolved_by_kind: Generated<Actor['kind'] | null>
  resolution_revision: Generated<number>
}

/** What a comment said at earlier revisions; of a deleted one also its last words, for ten minutes. */
export interface EarlierWordsTable {
  id: string
  comment_id: string
  revision: number
  body: string
  written_at: number
}

/** Who reacted with what to which comment; those of a deleted one too. */
export interface ReactionsTable {
  comment_id: string
  actor_id: string
  emoji: string
  actor_kind: Actor['kind']
  created_at: number
}

/** Comments that are not deleted, of a project, an item or `content:language`; no row: none. */
export interface CommentCountsTable {
  subject_id: string
  count: number
}

/** Whom a comment mentions by name, but for its author. */
export interface MentionsTable {
  /** Made when they were mentioned, which an edit may do: what they write later has a greater one. */
  id: string
  comment_id: string
  person_id: string
  thread_id: string
  /** The project, or the content of a thread on a text by itself. */
  home_id: string
  state: MentionState
  created_at: number
  /** When its person said that nothing is to be done about it. */
  done_at: Generated<number | null>
}

/** Awaits an answer; has one; needs none, as its person said; is in the comment no more. */
export type MentionState = 'open' | 'answered' | 'done' | 'taken_back'

export interface CommentTables {
  comments: CommentsTable
  earlier_words: EarlierWordsTable
  reactions: ReactionsTable
  comment_counts: CommentCountsTable
  mentions: MentionsTable
}
