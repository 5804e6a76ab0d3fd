/**
 * A passage of a text that a thread is about: the W3C Web Annotation Data Model's TextQuoteSelector (exact, prefix,
 * suffix), with the text in which it stood and where (its TextPositionSelector's `start`). Where it stands in another
 * text is found by whoever shows that text.
 */
import type { Id } from '../../core/ids.ts'

/** Offsets are UTF-16 code units of a version's Markdown. */
export interface TextRange {
  from: number
  to: number
}

/** What a passage is found again by. */
export interface TextQuote {
  /** The words, as they stood in the Markdown. */
  exact: string
  /** What stood before and after them, at most `maxContextLength` code units. */
  prefix: string
  suffix: string
  /** Where they stood: decides between places that read the same. */
  start: number
  /** Nothing else in the text read so: what stands around them may change wholly. */
  isOnly: boolean
}

export interface Passage extends TextQuote {
  /** The version that it was quoted from. */
  versionId: Id
  /** The text of that version in which it stood so. */
  textRevision: number
}

/** A passage that a thread is to be about. Of several places that read so, `start`, `prefix` and `suffix` say which. */
export interface QuotedPassage extends Pick<Passage, 'exact' | 'versionId' | 'textRevision'> {
  prefix?: string | undefined
  suffix?: string | undefined
  start?: number | undefined
}

/** Characters of a passage at most. */
export const maxPassageLength = 2_000

/** Code units that are kept of what stands before a passage, and of what stands after it. */
export const maxContextLength = 64
