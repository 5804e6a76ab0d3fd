/** Two people changed the same: whose text it shall be. Nothing is saved until one chooses, and nothing is lost. */
import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { Button, cx } from '../../../design/index.ts'
import { MarkdownText } from '../markdown/MarkdownText.tsx'
import styles from './Editor.module.css'
import type { SavedText } from './editing.ts'

export interface ConflictNoticeProps {
  theirs: SavedText
  byWhom: string
  onTakeTheirs: () => void
  onKeepMine: () => void
}

export function ConflictNotice({ theirs, byWhom, onTakeTheirs, onKeepMine }: ConflictNoticeProps) {
  const [isShown, setShown] = useState(false)
  return (
    <section role="alert" aria-label="Conflict" className={cx(styles.notice, styles.conflict)}>
      <div className={cx(styles.noticeLine)}>
        <GitMerge size={16} className={cx(styles.noticeIcon)} aria-hidden />
        <p className={cx(styles.noticeWords)}>
          <b>{byWhom} saved this version while you were writing.</b> Your text is kept here; nothing of it is
          saved until you choose.
        </p>
        <div className={cx(styles.noticeActions)}>
          <Button size="small" variant="quiet" onPress={() => setShown(!isShown)} aria-expanded={isShown}>
            {isShown ? 'Hide theirs' : 'Show theirs'}
          </Button>
          <Button size="small" onPress={onTakeTheirs}>
            Take theirs
          </Button>
          <Button size="small" variant="primary" onPress={onKeepMine}>
            Keep mine
          </Button>
        </div>
      </div>
      {isShown && (
        <div className={cx(styles.theirs)}>
          <h3>{theirs.title}</h3>
          <MarkdownText text={theirs.body} look="document" />
        </div>
      )}
    </section>
  )
}
