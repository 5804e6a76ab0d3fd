/**
 * Mentions while one writes: `@Anna Berg` in the text field, `@[Anna Berg](person:id)` in what is sent; `#Home` likewise
 * for content, `[#Home](content:id)`. Translates both ways. Pure.
 */
import {
  type Id,
  type MentionedKind,
  replaceItemReferences,
  replaceMentions,
  writeItemReference,
  writeMention,
} from '@copydesk/contract'

/** Whom or what a text names: what stands after the sign, and who or what that is. */
export interface Mention {
  label: string
  of: MentionedKind | 'content'
  id: Id
}

/** `@` names people and groups, `#` content. */
export type MentionSign = '@' | '#'

/** The sign before a mention. */
export function signOfMention({ of }: Pick<Mention, 'of'>): MentionSign {
  return of === 'content' ? '#' : '@'
}

/** The text as a pattern that matches just it; `RegExp.escape` is too new for the browsers we serve. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** A label by which the text names nobody and nothing else: many items have one title. */
export function freeLabel({ label, of, id }: Mention, others: readonly Mention[]): string {
  const isTaken = (tried: string) =>
    others.some((one) => one.id !== id && one.label === tried && signOfMention(one) === signOfMention({ of }))
  let free = label
  for (let number = 2; isTaken(free); number += 1) free = `${label} (${number})`
  return free
}

/** The body to send: each known mention in the text as a link to what it names. */
export function encodeMentions(text: string, mentions: readonly Mention[]): string {
  const byWords = new Map(mentions.map((mention) => [signOfMention(mention) + mention.label, mention]))
  // The longest label first: "Ann" must not take the beginning of "Ann Lee".
  const words = [...byWords.keys()].sort((a, b) => b.length - a.length)
  if (words.length === 0) return text
  const known = new RegExp(`(?:${words.map(literally).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return text.replace(known, (whole) => {
    const mention = byWords.get(whole)
    return mention ? written(mention) : whole
  })
}

function written({ label, of, id }: Mention): string {
  return of === 'content' ? writeItemReference(label, id) : writeMention(label, id, of)
}

/** The text to edit and the mentions in it, out of a body. */
export function decodeMentions(body: string): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = []
  const decoded = (mention: Mention, asWritten: string) => {
    const sign = signOfMention(mention)
    const known = mentions.find((one) => one.label === mention.label && signOfMention(one) === sign)
    // Of two people with one name, the second stays as it is sent.
    if (known && known.id !== mention.id) return asWritten
    if (!known) mentions.push(mention)
    return sign + mention.label
  }
  const withPeople = replaceMentions(body, (label, id, of, asWritten) =>
    decoded({ label, of, id }, asWritten),
  )
  const text = replaceItemReferences(withPeople, ({ title, id }, asWritten) =>
    decoded({ label: title, of: 'content', id }, asWritten),
  )
  return { text, mentions }
}
