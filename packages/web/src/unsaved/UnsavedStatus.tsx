/**
 * How many texts are not saved, beside the status of the connection, and the list of them. Nothing stands there while
 * all is saved; it is quiet about what is saved within a moment.
 */
import { PenLine } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Button, ButtonLink, cx, Popover, PopoverTrigger, Spoken } from '../design/index.ts'
import { useSettled } from '../frame/use-settled.ts'
import { counts } from './counts.ts'
import type { StorageTrouble } from './entry-store.ts'
import { useOutbox } from './OutboxProvider.tsx'
import type { Unsaved } from './outbox.ts'
import styles from './Unsaved.module.css'
import { UnsavedCard } from './UnsavedCard.tsx'
import { useStorageTrouble, useUnsaved } from './use-unsaved.ts'
import { addressOfEntry, nameOfEntry, standingInWords } from './words-of.ts'

/** A save takes less than this where all is well. */
const shownAfterMs = 700

export function UnsavedStatus() {
  const all = useUnsaved()
  const trouble = useStorageTrouble()
  const unsaved = all.filter(counts).length
  const drafts = all.filter((one) => one.standing === 'draft').length
  const settled = useSettled(unsaved, shownAfterMs)
  const shown = unsaved === 0 ? 0 : settled
  const settledDrafts = useSettled(drafts, shownAfterMs)
  const said = wordsOf(shown, drafts === 0 ? 0 : settledDrafts, trouble)
  return (
    <>
      <Spoken isStatus>{shown > 0 ? said : ''}</Spoken>
      {said !== '' && (
        <PopoverTrigger>
          <AriaButton
            className={cx(styles.button, shown === 0 && trouble === null && styles.quiet)}
            aria-label={said}
          >
            <PenLine size={14} aria-hidden />
            <span>
              {shown > 0 ? `${shown} unsaved` : said}
              {shown > 0 && <span className={styles.long}>{shown === 1 ? ' text' : ' texts'}</span>}
            </span>
          </AriaButton>
          <Popover label="Unsaved texts" placement="bottom end">
            {({ close }) => <UnsavedList all={all} close={close} />}
          </Popover>
        </PopoverTrigger>
      )}
    </>
  )
}

/** What is unsaved comes first, then that nothing can be stored, then drafts that nobody sent yet. */
function wordsOf(unsaved: number, drafts: number, trouble: StorageTrouble | null): string {
  if (unsaved > 0) return unsaved === 1 ? '1 unsaved text' : `${unsaved} unsaved texts`
  if (trouble !== null) return trouble === 'full' ? 'Storage is full' : 'Nothing is stored here'
  if (drafts > 0) return drafts === 1 ? '1 draft' : `${drafts} drafts`
  return ''
}

function UnsavedList({ all, close }: { all: readonly Unsaved[]; close: () => void }) {
  const outbox = useOutbox()
  const trouble = useStorageTrouble()
  const listed = [...all.filter(counts), ...all.filter((one) => one.standing === 'draft')]
  return (
    <div className={styles.list}>
      <h2>Unsaved texts</h2>
      {trouble !== null && (
        <p className={styles.storage}>
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
