/** What a comment said before it was edited, newest first; read anew whenever the comment changes. */
import type { Comment, Id } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Trash2 } from 'lucide-react'
import { ErrorState, IconButton, RelativeTime, SkeletonRows } from '../../../design/index.ts'
import { CommentText } from '../../../markdown/CommentText.tsx'
import type { EditedMarkProps } from './EditedMark.tsx'
import styles from './History.module.css'
import { useHistory } from './use-history.ts'

export function EarlierWords({ comment, mayTakeOut }: EditedMarkProps) {
  const history = useHistory(comment)
  if (history.error !== null) {
    return (
      <div className={styles.sheet}>
        <ErrorState error={history.error} onRetry={history.retry} />
      </div>
    )
  }
  if (history.words === null) {
    return (
      <div className={styles.sheet}>
        <SkeletonRows label="What it said before" count={2} />
      </div>
    )
  }
  return (
    <div className={styles.sheet}>
      {history.words.length === 0 ? (
        <p className={styles.empty}>What it said before was taken out.</p>
      ) : (
        <ol className={styles.list} data-focus-target={`history ${comment.id}`} tabIndex={-1}>
          {history.words.map((one) => (
            <li key={one.id} data-focus-owner={`history ${comment.id}`} className={styles.one}>
              <div className={styles.head}>
                <RelativeTime at={one.writtenAt} />
                {mayTakeOut && <TakeOut comment={comment} wordsId={one.id} />}
              </div>
              <CommentText text={one.body} />
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function TakeOut({ comment, wordsId }: { comment: Comment; wordsId: Id }) {
  const commands = useCommands()
  return (
    <IconButton
      label="Take out for good"
      size="small"
      onPress={() => void commands.removeEarlierWords(comment.id, wordsId)}
    >
      <Trash2 size={14} aria-hidden />
    </IconButton>
  )
}
