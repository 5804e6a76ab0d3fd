/**
 * Mentions while one writes: `@Anna Berg` in the text field, `@[Anna Berg](person:id)` in what is sent. Translates both
 * ways. Pure.
 */
import { type Id, type MentionedKind, replaceMentions, writeMention } from '@copydesk/contract'

/** People mentioned in a text: what stands after the `@`, and who that is. */
export interface Mention {
  label: string
  of: MentionedKind
  id: Id
}

/** The text as a pattern that matches just it; `RegExp.escape` is too new for the browsers we serve. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** The body to send: each known mention in the text as a link to its person. */
export function encodeMentions(text: string, mentions: readonly Mention[]): string {
  const byLabel = new Map(mentions.map((mention) => [mention.label, mention]))
  // The longest label first: "Ann" must not take the beginning of "Ann Lee".
  const labels = [...byLabel.keys()].sort((a, b) => b.length - a.length)
  if (labels.length === 0) return text
  const known = new RegExp(`@(${labels.map(literally).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return text.replace(known, (whole, label: string) => {
    const mention = byLabel.get(label)
    return mention ? writeMention(label, mention.id, mention.of) : whole
  })
}

/** The text to edit and the mentions in it, out of a body. */
export function decodeMentions(body: string): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = []
  const text = replaceMentions(body, (label, id, of, written) => {
    const known = mentions.find((mention) => mention.label === label)
    // Of two people with one name, the second stays as it is sent.
    if (known && known.id !== id) return written
    if (!known) mentions.push({ label, of, id })
    return `@${label}`
  })
  return { text, mentions }
}
