/** Where one writes about a text: the words chosen just now, and those that drafts are about, each once. Pure. */
import type { QuotedPassage } from '@copydesk/contract'
import type { BegunPassage } from './use-begun-passages.ts'

export interface WrittenAbout extends BegunPassage {
  /** These words were chosen just now. */
  isChosen: boolean
}

/**
 * Words that were chosen before, in whichever revision of the text, and left with a draft are written about there. What
 * was sent about the same words is another comment.
 */
export function writtenAbout(begun: readonly BegunPassage[], chosen: QuotedPassage | null): WrittenAbout[] {
  const left = chosen === null ? undefined : begun.find((one) => !one.isSent && isSame(one.passage, chosen))
  const all = begun.map((one) => ({ ...one, isChosen: one === left }))
  const isNew = chosen !== null && left === undefined
  return isNew ? [...all, { passage: chosen, isSent: false, isChosen: true }] : all
}

function isSame(one: QuotedPassage, other: QuotedPassage): boolean {
  return one.exact === other.exact && one.prefix === other.prefix && one.suffix === other.suffix
}
