/**
 * How many texts are not saved, beside the status of the connection, and the list of them. Nothing stands there while
 * all is saved; it is quiet about what is saved within a moment.
 */
import { PenLine } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Button, ButtonLink, cx, Popover, PopoverTrigger, Spoken } from '../design/index.ts'
import { useSettled } from '../screens/content/use-settled.ts'
import { useOutbox } from './OutboxProvider.tsx'
import type { Unsaved } from './outbox.ts'
import styles from './Unsaved.module.css'
import { UnsavedCard } from './UnsavedCard.tsx'
import { useStorageTrouble, useUnsaved } from './use-unsaved.ts'
import { addressOfEntry, counts, nameOfEntry, standingInWords } from './words-of.ts'

/** A save takes less than this where all is well. */
const shownAfterMs = 700

export function UnsavedStatus() {
  const all = useUnsaved()
  const trouble = useStorageTrouble()
  const unsaved = all.filter(counts)
  const settled = useSettled(unsaved.length, shownAfterMs)
  const shown = unsaved.length === 0 ? 0 : settled
  const said = shown === 1 ? '1 unsaved text' : `${shown} unsaved texts`
  return (
    <>
      <Spoken isStatus>{shown > 0 ? said : ''}</Spoken>
      {(shown > 0 || trouble !== null) && (
        <PopoverTrigger>
          <AriaButton className={cx(styles.button)} aria-label={shown > 0 ? said : 'Storage is full'}>
            <PenLine size={14} aria-hidden />
            {shown > 0 ? (
              <span>
                {shown} unsaved<span className={cx(styles.long)}> {shown === 1 ? 'text' : 'texts'}</span>
              </span>
            ) : (
              'Storage is full'
            )}
          </AriaButton>
          <Popover label="Unsaved texts" placement="bottom end">
            {({ close }) => <UnsavedList all={all} close={close} />}
          </Popover>
        </PopoverTrigger>
      )}
    </>
  )
}

function UnsavedList({ all, close }: { all: readonly Unsaved[]; close: () => void }) {
  const outbox = useOutbox()
  const trouble = useStorageTrouble()
  const listed = [...all.filter(counts), ...all.filter((one) => one.standing === 'draft')]
  return (
    <div className={cx(styles.list)}>
      <h2>Unsaved texts</h2>
      {trouble !== null && (
        <p className={cx(styles.storage)}>
          {trouble === 'full'
            ? 'The storage of this browser is full. What you write is kept only while this window is open.'
            : 'This browser stores nothing for Copydesk. What you write is kept only while this window is open.'}
        </p>
      )}
      {listed.length === 0 && <p>Everything is saved.</p>}
      {listed.map((unsaved) => (
        <UnsavedCard
          key={unsaved.entry.id}
          unsaved={unsaved}
          actions={
            <>
              <ButtonLink size="small" href={addressOfEntry(unsaved.entry)} onPress={close}>
                Go there
              </ButtonLink>
              {unsaved.standing === 'waiting' && !unsaved.isElsewhere && (
                <Button size="small" onPress={() => outbox.take(unsaved.entry.id)?.send()}>
                  Try now
                </Button>
              )}
            </>
          }
        >
          <b>{nameOfEntry(unsaved.entry)}</b>
          <br />
          {standingInWords(unsaved)}
        </UnsavedCard>
      ))}
    </div>
  )
}
