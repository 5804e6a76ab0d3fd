/** Imports of folders into content, as far as they can be taken back. */
import type { Id } from '../core/ids.ts'
import type { Instant } from '../core/time.ts'
import type { Language } from '../text/language-tag.ts'

/** The last import of a folder that was not taken back. */
export interface ImportRun {
  id: Id
  /** What its items are known by; mostly the folder's. */
  name: string
  startedAt: Instant
  /** Until when it can be taken back. */
  undoableUntil: Instant
  /** What is left of it to take back: content that it made, drafts that it added, drafts that it changed. */
  contents: number
  drafts: number
  edits: number
  /** Content that it touched in any of these ways. */
  remaining: number
}

/** A text that stays as it is, because of what became of it since. */
export interface LeftText {
  contentId: Id
  /** Null where a private project holds it that the reader is not in. */
  title: string | null
  language: Language
}

/** What one request took back of an import; the next goes on where `remaining` is not 0. */
export interface ImportTakenBack {
  trashed: number
  removed: number
  restored: number
  left: LeftText[]
  remaining: number
}
