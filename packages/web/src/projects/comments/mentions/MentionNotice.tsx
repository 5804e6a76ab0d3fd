/**
 * What the mentions of a comment come to, before it is sent: how many people their groups tell, and who would not be told
 * since they do not see the place. Whoever may lets them in from here; else the comment is sent without telling them.
 */
import type { ApiError } from '@copydesk/client'
import { mentionedGroupIds, mentionedIds, type NotTold, type ThreadHome } from '@copydesk/contract'
import { useCommands, useGroups, usePeople } from '@copydesk/react'
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { Button } from '../../../design/index.ts'
import { shownInPlace } from '../../../frame/failure-toasts.ts'
import styles from './MentionNotice.module.css'
import { isTooMany, letInAmong, notToldWords, toldWords } from './not-told-words.ts'
import { useMentionsCheck } from './use-mentions-check.ts'

/** What is said of mentions beside the notice. */
export interface MentionWords {
  /** Spoken, with what the notice says. */
  text: string
  /** Below the field, which the notice does not say; null where that is nothing. */
  hint: string | null
  /** The hint keeps it from being sent. */
  isProblem: boolean
}

/** Asked before the comment is sent. */
export interface MentionGate {
  /** Whether all is said that there is to say; else the notice has the focus. */
  mayPass: () => Promise<boolean>
}

export interface MentionNoticeProps {
  home: ThreadHome
  body: string
  /** What it said before, where it is edited: those are told, or were not, already. */
  baseBody: string
  gateRef: Ref<MentionGate>
  onWords: (words: MentionWords | null) => void
  onSend: () => void
  /** Goes back to writing. */
  onDone: () => void
}

export function MentionNotice({
  home,
  body,
  baseBody,
  gateRef,
  onWords,
  onSend,
  onDone,
}: MentionNoticeProps) {
  const mentioned = useMemo(() => {
    const before = new Set([...mentionedIds(baseBody), ...mentionedGroupIds(baseBody)])
    const added = (ids: readonly string[]) => ids.filter((id) => !before.has(id)).slice(0, 100)
    return { people: added(mentionedIds(body)), groups: added(mentionedGroupIds(body)) }
  }, [body, baseBody])
  const { check, settled } = useMentionsCheck(home, mentioned)
  const nameOf = useMentionedName()
  const commands = useCommands()
  const [isLettingIn, setLettingIn] = useState(false)
  const [failure, setFailure] = useState<ApiError | null>(null)
  const [askedCount, setAskedCount] = useState(0)
  const noticeRef = useRef<HTMLElement>(null)

  const sentences =
    check === null ? [] : notToldWords(check.notTold, nameOf, 'projectId' in home ? 'project' : 'text')
  const told = check === null || mentioned.groups.length === 0 ? null : toldWords(check.toldByGroups)
  const isProblem = check !== null && isTooMany(check.toldByGroups)
  const text = [...sentences, ...(told === null ? [] : [told])].join(' ')

  useImperativeHandle(gateRef, () => ({
    mayPass: async () => {
      const found = await settled()
      if (found === null || found.notTold.length === 0) return true
      setAskedCount((count) => count + 1)
      return false
    },
  }))
  useEffect(() => {
    onWords(text === '' ? null : { text, hint: told, isProblem })
  }, [text, told, isProblem, onWords])
  useEffect(() => () => onWords(null), [onWords])
  useEffect(() => {
    if (askedCount > 0) noticeRef.current?.querySelector('button')?.focus()
  }, [askedCount])

  if (check === null || sentences.length === 0) return null
  const open = letInAmong(check)
  const letIn = async () => {
    if (open === null) return
    setLettingIn(true)
    setFailure(null)
    for (const { id, kind } of open.those) {
      // As much as they need to answer, and never more than the site lets them.
      const outcome = await commands.setMember(open.projectId, { id, kind, role: 'reviewer' })
      if (outcome.ok) continue
      shownInPlace(outcome)
      setFailure(outcome.error)
      setLettingIn(false)
      return
    }
    setLettingIn(false)
    onDone()
  }
  const [only, ...others] = open?.those ?? []
  return (
    <section ref={noticeRef} aria-label="Not told" className={styles.notice}>
      <p>
        {sentences.join(' ')} {check.notTold.length === 1 ? 'They are' : 'These are'} not told.
      </p>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure.title}. {failure.remedy}
        </p>
      )}
      <div className={styles.actions}>
        {only !== undefined && (
          <Button size="small" isPending={isLettingIn} onPress={() => void letIn()}>
            {others.length === 0 ? `Let ${nameOf(only)} in` : 'Let them in'}
          </Button>
        )}
        <Button size="small" variant="quiet" onPress={onSend}>
          Send without telling them
        </Button>
      </div>
    </section>
  )
}

function useMentionedName(): (one: NotTold) => string {
  const people = usePeople().data?.data
  const groups = useGroups().data?.data
  return ({ kind, id }) => {
    const named: readonly { id: string; name: string }[] = (kind === 'person' ? people : groups) ?? []
    return named.find((one) => one.id === id)?.name ?? (kind === 'person' ? 'Somebody' : 'a group')
  }
}
