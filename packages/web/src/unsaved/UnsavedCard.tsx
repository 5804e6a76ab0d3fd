/** One unsaved text where it is shown: why it is here, its words, and what can be done with it. */
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, CopyButton } from '../design/index.ts'
import { offerUndo } from '../frame/undo/undo.ts'
import { useOutbox } from './OutboxProvider.tsx'
import type { Unsaved } from './outbox.ts'
import styles from './Unsaved.module.css'
import { nameOfEntry, textOfEntry } from './words-of.ts'

export interface UnsavedCardProps {
  unsaved: Unsaved
  /** Why it is here: a line or two. */
  children: ReactNode
  /** More to do with it, before copying and discarding. */
  actions?: ReactNode
}

/** Discarding can be undone, so it does not ask. */
export function UnsavedCard({ unsaved, children, actions }: UnsavedCardProps) {
  const outbox = useOutbox()
  const { entry, isElsewhere } = unsaved
  const text = textOfEntry(entry)
  const discard = () => {
    outbox.discard(entry.id)
    const takeBack = () => {
      outbox.restore(entry)
      return undefined
    }
    offerUndo({ title: `Discarded: ${nameOfEntry(entry)}`, takeBack })
  }
  return (
    <div className={styles.card}>
      <div className={styles.why}>{children}</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard. */}
      <section aria-label="Words" tabIndex={0} className={styles.words} dir="auto">
        {text}
      </section>
      <div className={styles.actions}>
        {actions}
        <CopyButton text={text}>Copy</CopyButton>
        {!isElsewhere && (
          <Button size="small" variant="quiet" icon={<Trash2 size={14} aria-hidden />} onPress={discard}>
            Discard
          </Button>
        )}
      </div>
    </div>
  )
}
