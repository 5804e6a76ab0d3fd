/** Says that a comment was edited, and opens what it said before. */
import type { Comment } from '@copydesk/contract'
import { Button as AriaButton } from 'react-aria-components'
import { Popover, PopoverTrigger } from '../../../design/index.ts'
import { EarlierWords } from './EarlierWords.tsx'
import styles from './History.module.css'

export interface EditedMarkProps {
  comment: Comment
  /** Earlier words, for good. */
  mayTakeOut: boolean
}

export function EditedMark({ comment, mayTakeOut }: EditedMarkProps) {
  return (
    <PopoverTrigger>
      <AriaButton className={styles.mark} aria-label="edited: show what it said before">
        edited
      </AriaButton>
      <Popover label="What it said before" isFlush>
        <EarlierWords comment={comment} mayTakeOut={mayTakeOut} />
      </Popover>
    </PopoverTrigger>
  )
}
