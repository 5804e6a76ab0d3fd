/**
 * A text that is being written to be sent: it is kept as a draft with every key, stays where it is until the server
 * has it, and comes back with the reason when it could not be sent.
 */
import type { CommandOutcome } from '@copydesk/client'
import { useState } from 'react'
import { shownInPlace } from '../../../frame/failure-toasts.ts'
import { useDrafts } from '../../content/drafts/use-drafts.ts'
import { decodeMentions, encodeMentions, type Mention } from './mentions.ts'

/** A text and whom it mentions. */
export interface Writing {
  text: string
  mentions: readonly Mention[]
}

export interface ComposerOptions {
  /** Names the draft: which thread, which comment. */
  draftKey: string
  /** The body to begin with, when an existing comment is edited. */
  body: string
  onSend: (body: string) => Promise<CommandOutcome<unknown>>
  /** After the draft was kept with the reason. */
  onFailed: (() => void) | undefined
}

export interface Composer extends Writing {
  /** Why the last try to send it failed, or null. */
  failure: string | null
  isEmpty: boolean
  /** Reads as it did at the beginning. */
  isUntouched: boolean
  write: (writing: Writing) => void
  send: () => void
  /** Forgets the draft. */
  discard: () => void
}

/** The text of one composer. */
export function useComposer({ draftKey, body, onSend, onFailed }: ComposerOptions): Composer {
  const drafts = useDrafts<Writing>('comment')
  const [{ writing, failure }, setState] = useState(() => {
    const draft = drafts.get(draftKey)
    return { writing: draft?.content ?? decodeMentions(body), failure: draft?.failure ?? null }
  })
  const isEmpty = writing.text.trim() === ''

  const write = (next: Writing) => {
    setState({ writing: next, failure: null })
    if (next.text.trim() === '') drafts.remove(draftKey)
    else drafts.put(draftKey, next)
  }
  const send = async () => {
    if (isEmpty) return
    const sent = writing
    drafts.put(draftKey, sent)
    setState({ writing: { text: '', mentions: [] }, failure: null })
    const outcome = await onSend(encodeMentions(sent.text.trim(), sent.mentions))
    if (outcome.ok) {
      // What was typed since then is another draft, and stays.
      if (drafts.get(draftKey)?.content === sent) drafts.remove(draftKey)
      return
    }
    shownInPlace(outcome)
    const reason = `${outcome.error.title}. ${outcome.error.remedy}`
    setState(({ writing: typedSince }) => ({ writing: joined(sent, typedSince), failure: reason }))
    const kept = drafts.get(draftKey)?.content
    drafts.put(draftKey, kept === undefined || kept === sent ? sent : joined(sent, kept), reason)
    onFailed?.()
  }
  return {
    ...writing,
    failure,
    isEmpty,
    isUntouched: writing.text === decodeMentions(body).text,
    write,
    send: () => void send(),
    discard: () => drafts.remove(draftKey),
  }
}

function joined(first: Writing, second: Writing): Writing {
  if (second.text.trim() === '') return first
  return { text: `${first.text}\n\n${second.text}`, mentions: [...first.mentions, ...second.mentions] }
}
