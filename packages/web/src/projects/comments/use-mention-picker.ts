/**
 * The list that opens while a mention is typed: which people and groups, or which content; which of them is active, and
 * what the keys do. It draws nothing and stays closed for a mention that was dismissed with Escape.
 */
import type { Id } from '@copydesk/contract'
import { type KeyboardEvent, useMemo, useState } from 'react'
import {
  type Candidate,
  findMentionable,
  insertMention,
  type Mentionable,
  type MentionQuery,
  mentionQueryAt,
} from '../../people/mentionable.ts'
import { freeLabel, signOfMention } from '../../people/mentions.ts'
import type { Writing } from './use-composer.ts'
import { useItemCandidates } from './use-item-candidates.ts'

export interface MentionPicker {
  /** Nobody: the list is closed. */
  candidates: readonly Candidate[]
  activeIndex: number
  setActiveIndex: (index: number) => void
  /** Tells where the caret is after each key and click. */
  caretMoved: (text: string, caret: number) => void
  /** Whether the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean
  pick: (candidate: Candidate) => void
  close: () => void
}

export interface MentionPickerOptions {
  writing: Writing
  /** Whom one can mention. */
  everyone: Mentionable
  /** Where it is written: the items of that project come first. */
  projectId: Id | null
  /** The text with the mention in it, and where the caret goes. */
  onPick: (writing: Writing, caret: number) => void
}

/** The picker of one text field. */
export function useMentionPicker({
  writing,
  everyone,
  projectId,
  onPick,
}: MentionPickerOptions): MentionPicker {
  const [query, setQuery] = useState<MentionQuery | null>(null)
  const [activeIndex, setActiveIndex] = useState(0)
  /** Index of the `@` that Escape was pressed for. */
  const [dismissedAt, setDismissedAt] = useState(-1)
  const isOpen = query !== null && query.start !== dismissedAt
  const named = useMemo(
    () => (isOpen && query?.sign === '@' ? findMentionable(everyone, query.text) : []),
    [isOpen, query, everyone],
  )
  const items = useItemCandidates(isOpen && query?.sign === '#' ? query.text : null, projectId)
  const candidates = query?.sign === '#' ? items : named
  const active = Math.min(activeIndex, candidates.length - 1)

  const caretMoved = (text: string, caret: number) => {
    const typed = mentionQueryAt(text, caret)
    // A title that was pasted or picked is no question any more.
    const isNamed = writing.mentions.some(
      (one) => one.of === 'content' && typed?.sign === '#' && typed.text.trimEnd() === one.label,
    )
    const next = isNamed ? null : typed
    if (next?.start === query?.start && next?.text === query?.text && next?.sign === query?.sign) return
    setQuery(next)
    setActiveIndex(0)
    if (next === null) setDismissedAt(-1)
  }
  const pick = ({ label: name, of, id }: Candidate) => {
    if (query === null) return
    const { mentions } = writing
    const label = freeLabel({ label: name, of, id }, mentions)
    const { text, caret } = insertMention(writing.text, query, label)
    const others = mentions.filter((one) => one.label !== label || signOfMention(one) !== query.sign)
    setQuery(null)
    onPick({ text, mentions: [...others, { label, of, id }] }, caret)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const chosen = candidates[active]
    if (chosen === undefined || event.nativeEvent.isComposing) return false
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    switch (event.key) {
      case 'ArrowDown':
        setActiveIndex((active + 1) % candidates.length)
        return true
      case 'ArrowUp':
        setActiveIndex((active + candidates.length - 1) % candidates.length)
        return true
      case 'Enter':
      case 'Tab':
        pick(chosen)
        return true
      case 'Escape':
        setDismissedAt(query?.start ?? -1)
        return true
      default:
        return false
    }
  }
  return {
    candidates,
    activeIndex: active,
    setActiveIndex,
    caretMoved,
    onKeyDown,
    pick,
    close: () => setQuery(null),
  }
}
