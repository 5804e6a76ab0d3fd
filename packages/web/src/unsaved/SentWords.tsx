/** What was sent from a place and has not arrived: it waits for the line, or the server refused it. */
import { Button } from '../design/index.ts'
import { type Subject, subjectKey } from './entry.ts'
import { useOutbox } from './OutboxProvider.tsx'
import type { Unsaved } from './outbox.ts'
import { nothingYet } from './targets.ts'
import styles from './Unsaved.module.css'
import { UnsavedCard } from './UnsavedCard.tsx'
import { useOfUnsaved, useUnsaved } from './use-unsaved.ts'

export function SentWords({ subject }: { subject: Subject }) {
  const key = subjectKey(subject)
  // There is one at every comment: nothing more is drawn for those without.
  const isAny = useOfUnsaved((all) => all.some((one) => isSent(one, key)))
  return isAny ? <SentCards subjectKey={key} /> : null
}

/** What it is about, without the passage. */
function wholeOf({ entry: { subject } }: Unsaved): Subject {
  if (subject.kind !== 'comment') return subject
  const { passage: _, ...whole } = subject
  return whole
}

function isSent({ entry }: Unsaved, key: string): boolean {
  return entry.edit.isWanted && entry.edit.trouble !== null && subjectKey(entry.subject) === key
}

function SentCards({ subjectKey: key }: { subjectKey: string }) {
  const outbox = useOutbox()
  const sent = useUnsaved().filter((one) => isSent(one, key))
  return (
    <div role="alert" className={styles.cards}>
      {sent.map((unsaved) => {
        const { id, edit } = unsaved.entry
        const { trouble } = edit
        return (
          <UnsavedCard
            key={id}
            unsaved={unsaved}
            actions={
              trouble?.kind === 'conflict' ? (
                <>
                  <Button size="small" onPress={() => outbox.take(id)?.choose('theirs')}>
                    Take the other
                  </Button>
                  <Button size="small" variant="primary" onPress={() => outbox.take(id)?.choose('mine')}>
                    Keep this
                  </Button>
                </>
              ) : trouble?.kind === 'refused' ? (
                <>
                  <Button size="small" onPress={() => outbox.takeBack(id)}>
                    Edit
                  </Button>
                  {trouble.code === 'passage_lost' && (
                    <Button
                      size="small"
                      variant="primary"
                      onPress={() => outbox.move(id, wholeOf(unsaved), nothingYet)}
                    >
                      Comment on the whole text
                    </Button>
                  )}
                </>
              ) : (
                <Button size="small" onPress={() => outbox.take(id)?.send()}>
                  Try again
                </Button>
              )
            }
          >
            {trouble?.kind === 'conflict' && <b>You changed this comment in another window as well.</b>}
            {trouble?.kind === 'refused' && (
              <>
                <b>Not sent, kept here.</b> {trouble.title}. {trouble.remedy}
              </>
            )}
            {trouble?.kind === 'no_answer' && (
              <>
                <b>Not sent, kept here.</b> {trouble.title}. It is sent by itself when that is over.
              </>
            )}
          </UnsavedCard>
        )
      })}
    </div>
  )
}
