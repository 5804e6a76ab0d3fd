/**
 * An unsaved text as it lies in the browser's storage: what it is about, whose tab holds it, and the state of its
 * editing. Types, and reading them back; no storage.
 */
import type { Id, QuotedPassage, ThreadHome } from '@copydesk/contract'
import { type Edit, isAsking, isUnsaved } from './edit.ts'

/** What a text is, or is to become. */
export type Subject =
  | { kind: 'version'; contentId: Id; versionId: Id }
  | { kind: 'project'; projectId: Id }
  | ({ kind: 'comment'; parentId: Id | null; passage?: QuotedPassage } & ThreadHome)
  | ({ kind: 'comment_edit'; commentId: Id } & ThreadHome)
  /** What stands in a form that sends by itself; here it is a draft only. */
  | { kind: 'form'; form: 'new_project' }
  /** Content to be added to a project, or to none, from the title that one looked for. */
  | { kind: 'form'; form: 'new_content'; addTo: Id | null; from: string }
  /** Why these items are rejected, in order of their ids; likewise a draft only. */
  | { kind: 'rejection'; projectId: Id; itemIds: readonly Id[] }
  /** Why these of what awaits one are rejected, in order of their ids. */
  | { kind: 'rejections'; ids: readonly Id[] }
  /** Why this version is rejected, beside its text. */
  | { kind: 'version_rejection'; contentId: Id; versionId: Id }

export interface Entry {
  id: string
  subject: Subject
  /** The place in words, for the list: the title of the item, the name of the project. */
  place: string
  /** The tab that it was written in. */
  tab: string
  /** It stands in a field there. */
  isOpen: boolean
  edit: Edit
  /** The key that the next request for it goes under. */
  nextKey: string
  /** Unix time in ms of the last change. */
  at: number
}

/** Texts about the same thing have the same key. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'version':
      return `version ${subject.versionId}`
    case 'project':
      return `project ${subject.projectId}`
    case 'comment':
      return `comment ${homeKey(subject)} ${subject.parentId ?? ''}${passageKey(subject.passage)}`
    case 'comment_edit':
      return `comment_edit ${subject.commentId}`
    case 'form':
      return subject.form === 'new_project'
        ? `form ${subject.form}`
        : `form ${subject.form} ${subject.addTo ?? ''} ${subject.from}`
    case 'rejection':
      return `rejection ${subject.projectId} ${subject.itemIds.join()}`
    case 'rejections':
      return `rejections ${subject.ids.join()}`
    case 'version_rejection':
      return `version_rejection ${subject.versionId}`
  }
}

function passageKey(passage: QuotedPassage | undefined): string {
  return passage === undefined ? '' : ` ${JSON.stringify(passage)}`
}

/** Where the thread of a comment is at home; null for what is no comment. */
export function homeOfSubject(subject: Subject): ThreadHome | null {
  if (subject.kind !== 'comment' && subject.kind !== 'comment_edit') return null
  return 'projectId' in subject
    ? { projectId: subject.projectId, itemId: subject.itemId }
    : { contentId: subject.contentId, language: subject.language }
}

/** Threads of one home have the same key. */
export function homeKey(home: ThreadHome): string {
  return 'projectId' in home ? `${home.projectId} ${home.itemId ?? ''}` : `${home.contentId} ${home.language}`
}

/**
 * How an entry stands, for people: being written; a draft that nobody sent yet; on its way or waiting for the line;
 * waiting for a decision.
 */
export type Standing = 'writing' | 'draft' | 'waiting' | 'asking'

export function standingOf({ edit, isOpen }: Pick<Entry, 'edit' | 'isOpen'>): Standing {
  if (isAsking(edit)) return 'asking'
  if (!edit.isWanted) return isOpen ? 'writing' : 'draft'
  return edit.trouble !== null || !isOpen ? 'waiting' : 'writing'
}

/** The entry that a stored text is; null for what is none, or says nothing unsaved. */
export function readEntry(text: string): Entry | null {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null
    const edit = entry?.edit
    const isWhole =
      typeof entry?.id === 'string' &&
      typeof entry.tab === 'string' &&
      typeof entry.subject?.kind === 'string' &&
      typeof edit?.base?.fields === 'object' &&
      typeof edit.fields === 'object'
    return isWhole && isUnsaved(edit) ? (entry as Entry) : null
  } catch {
    return null
  }
}
