/** The keys of the inbox: what each does, in the words that the help shows. Pure. */

export const inboxKeys = [
  { key: 'j', words: 'Next notification' },
  { key: 'k', words: 'Previous notification' },
  { key: 'Enter', words: 'Open it' },
  { key: 'e', words: 'Mark it as read' },
  { key: 'u', words: 'Mark it as unread' },
  { key: 'm', words: 'Switch between read and unread' },
  { key: '?', words: 'Show these keys' },
] as const

/** The place in a list that `j` or `k` leads to; -1 in an empty one. `index` is -1 while none has the focus. */
export function placeAfter(key: 'j' | 'k', index: number, count: number): number {
  if (key === 'j') return Math.min(index + 1, count - 1)
  return count === 0 ? -1 : Math.max(index - 1, 0)
}
