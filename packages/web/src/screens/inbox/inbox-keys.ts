/**
 * The keys of the inbox: what each does, in the words that the help shows. `e` and `m` are kept for archiving and
 * muting, as in other inboxes: until those are there they do nothing, least of all something else. Pure.
 */

export const inboxKeys = [
  { key: 'j', words: 'Next notification' },
  { key: 'k', words: 'Previous notification' },
  { key: 'Enter', words: 'Open it' },
  { key: 'u', words: 'Switch between read and unread' },
  { key: '?', words: 'Show these keys' },
] as const

/** The place in a list that `j` or `k` leads to; -1 in an empty one. `index` is -1 while none has the focus. */
export function placeAfter(key: 'j' | 'k', index: number, count: number): number {
  if (key === 'j') return Math.min(index + 1, count - 1)
  return count === 0 ? -1 : Math.max(index - 1, 0)
}
