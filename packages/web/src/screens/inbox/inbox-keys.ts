/** The keys of the inbox. What is selected is meant, if something is; else the line that has the focus. */
import type { InboxEntry } from '@copydesk/contract'
import type { RefObject } from 'react'
import type { Key } from '../../frame/keys/key-registry.ts'
import type { EntryActions } from './use-entry-actions.ts'

interface KeyActions extends EntryActions {
  snooze(entries: readonly InboxEntry[], anchor: Element): void
  toggle(id: string): void
  clear(): void
}

export function inboxKeys(
  listRef: RefObject<HTMLElement | null>,
  entries: readonly InboxEntry[],
  selected: readonly InboxEntry[],
  actions: KeyActions,
): Key[] {
  const rows = () => [...(listRef.current?.querySelectorAll<HTMLElement>('[data-id]') ?? [])]
  const indexOf = (focused: Element) => rows().findIndex((row) => row.contains(focused))
  const focusRow = (index: number) => rows()[index]?.querySelector('a')?.focus()
  const go = (key: 'j' | 'k') => (focused: Element) =>
    focusRow(placeAfter(key, indexOf(focused), rows().length))
  const entryAt = (focused: Element) => {
    const id = rows()[indexOf(focused)]?.dataset.id
    return entries.find((entry) => entry.id === id)
  }
  const meant = (focused: Element): readonly InboxEntry[] => {
    if (selected.length > 0) return selected
    const entry = entryAt(focused)
    return entry ? [entry] : []
  }
  const onMeant = (act: (some: readonly InboxEntry[], focused: Element) => void) => (focused: Element) => {
    const some = meant(focused)
    if (some.length > 0) act(some, focused)
  }
  return [
    { key: 'j', words: 'Next notification', repeats: true, run: go('j') },
    { key: 'k', words: 'Previous notification', repeats: true, run: go('k') },
    { key: 'Enter', words: 'Open it, as a double click does' },
    {
      key: 'x',
      words: 'Select it',
      run: (focused) => {
        const entry = entryAt(focused)
        if (entry) actions.toggle(entry.id)
      },
    },
    { key: 'Escape', words: 'Select none', run: actions.clear },
    {
      key: 'e',
      words: 'Archive it, or move it back',
      run: onMeant((some, focused) => {
        const index = indexOf(focused)
        // The line goes, and the focus with it, unless it is on another one by then.
        focusRow(index + 1 < rows().length ? index + 1 : index - 1)
        void actions.putAway(some)
      }),
    },
    {
      key: 'u',
      words: 'Switch between read and unread',
      run: onMeant((some) => void actions.change(some, { read: some.some(({ unread }) => unread > 0) })),
    },
    { key: 's', words: 'Snooze it', run: onMeant(actions.snooze) },
    {
      key: 'm',
      words: 'Mute what it is about, or unmute it',
      run: onMeant((some) => void actions.mute(some)),
    },
  ]
}

/** The place in a list that `j` or `k` leads to; -1 in an empty one. `index` is -1 while none has the focus. */
export function placeAfter(key: 'j' | 'k', index: number, count: number): number {
  if (key === 'j') return Math.min(index + 1, count - 1)
  return count === 0 ? -1 : Math.max(index - 1, 0)
}
