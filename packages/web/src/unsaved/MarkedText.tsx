/** A text with the words marked that another one has not. */
import type { MarkedPart } from './word-differences.ts'

export function MarkedText({ parts, empty }: { parts: readonly MarkedPart[]; empty: string }) {
  if (parts.length === 0) return <i>{empty}</i>
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name, and keep no state.
    part.differs ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
  )
}
