/** What the person at this screen reacted with, for the comments of a list. */
import type { Id, OwnReaction } from '@copydesk/contract'
import { createContext, useContext } from 'react'

export type EmojiByComment = ReadonlyMap<Id, ReadonlySet<string>>

export const OwnReactions = createContext<EmojiByComment>(new Map())

export function byComment(own: readonly OwnReaction[]): EmojiByComment {
  const found = new Map<Id, Set<string>>()
  for (const { commentId, emoji } of own) {
    found.set(commentId, (found.get(commentId) ?? new Set()).add(emoji))
  }
  return found
}

const nothing: ReadonlySet<string> = new Set()

export function useOwnReactions(commentId: Id): ReadonlySet<string> {
  return useContext(OwnReactions).get(commentId) ?? nothing
}
