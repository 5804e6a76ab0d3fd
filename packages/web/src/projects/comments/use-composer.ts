/**
 * A text that is being written to be sent: kept in the outbox with every key, and from there sent until the server
 * has it, whatever becomes of the field.
 */
import { useState } from 'react'
import { decodeMentions, encodeMentions, type Mention } from '../../people/mentions.ts'
import type { Saved } from '../../unsaved/edit.ts'
import type { Subject } from '../../unsaved/entry.ts'
import { useOutbox } from '../../unsaved/OutboxProvider.tsx'
import { useEdit, useTextSession } from '../../unsaved/use-unsaved.ts'

/** A text and whom it mentions. */
export interface Writing {
  text: string
  mentions: readonly Mention[]
}

export interface ComposerOptions {
  subject: Subject
  /** What it builds on: nothing yet, or the comment that is edited. */
  base: Saved
  /** The place in words: the item, the project. */
  place: string
}

export interface Composer extends Writing {
  /** Takes words: not before its session is there. */
  isOpen: boolean
  isEmpty: boolean
  /** As it would be sent. */
  body: string
  hasMentions: boolean
  /** Characters as they are sent: mentions are longer than they look. */
  length: number
  /** Reads as it did at the beginning. */
  isUntouched: boolean
  write: (writing: Writing) => void
  /** Hands it over to be sent; the field is empty after it, for the next. */
  send: () => void
  /** Forgets the draft. */
  discard: () => void
}

/** The text of one composer. */
export function useComposer({ subject, base, place }: ComposerOptions): Composer {
  /** Each text that is sent is a session of its own. */
  const [count, setCount] = useState(0)
  const outbox = useOutbox()
  const session = useTextSession(subject, base, { place, isWanted: false }, count)
  const edit = useEdit(session)
  const body = edit?.fields.body ?? base.fields.body ?? ''
  const [typed, setTyped] = useState<{ body: string; writing: Writing } | null>(null)
  const writing = typed?.body === body ? typed.writing : decodeMentions(body)
  const isEmpty = writing.text.trim() === ''
  return {
    ...writing,
    isOpen: session !== null,
    isEmpty,
    body,
    hasMentions: /]\((?:person|group):/i.test(body),
    length: body.trim().length,
    isUntouched: body === (base.fields.body ?? ''),
    write: (next) => {
      const nextBody = next.text.trim() === '' ? '' : encodeMentions(next.text, next.mentions)
      setTyped({ body: nextBody, writing: next })
      session?.type({ body: nextBody })
    },
    send: () => {
      if (isEmpty || session === null) return
      // Its field may be gone by now: what it mentions was looked at first.
      const sent = outbox.take(session.entry.id) ?? session
      sent.send()
      setTyped(null)
      setCount(count + 1)
    },
    discard: () => {
      session?.discard()
      setTyped(null)
      setCount(count + 1)
    },
  }
}
