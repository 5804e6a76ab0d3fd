/** A version with what went live since it was begun taken in, by paragraph. Pure. */
import { mergeTexts, textOfMerge } from '../../unsaved/merge-texts.ts'

export interface Text {
  title: string
  body: string
}

export interface MergedVersion {
  text: Text
  /** Paragraphs that both changed: the text holds what is live there, and after it one's own. */
  collisions: number
  /** It is another text than the version has. */
  isNew: boolean
}

/** `base`: what both were begun from; null where nothing was live then. */
export function mergeVersions(base: Text | null, own: Text, live: Text): MergedVersion {
  const merge = mergeTexts(base?.body ?? '', own.body, live.body)
  const title = own.title === (base?.title ?? own.title) ? live.title : own.title
  const body = textOfMerge(merge, 'both')
  return {
    text: { title, body },
    collisions: merge.parts.filter((part) => part.kind === 'collision').length,
    isNew: title !== own.title || body !== own.body,
  }
}
