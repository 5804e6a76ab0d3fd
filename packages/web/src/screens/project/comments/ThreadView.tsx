/** A thread: its opening comment, the answers, and the place to answer. */
import type { Id } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { CornerDownRight, Reply } from 'lucide-react'
import { memo, useState } from 'react'
import { Link } from 'react-router'
import { Button, cx } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { useDrafts } from '../../content/drafts/use-drafts.ts'
import styles from './Comments.module.css'
import { CommentView } from './CommentView.tsx'
import { Composer } from './Composer.tsx'
import type { Thread } from './threads.ts'
import type { Writing } from './use-composer.ts'

export interface ThreadViewProps {
  thread: Thread
  /** The title of the item it is about, where that is not plain from the place; null for the project itself. */
  itemTitle: string | null
  /** Comments that someone else wrote or changed just now. */
  marks: ReadonlyMap<Id, unknown>
  targetId: Id | null
}

export const ThreadView = memo(function ThreadView({ thread, itemTitle, marks, targetId }: ThreadViewProps) {
  const { opening, replies } = thread
  const commands = useCommands()
  const mayComment = useMay('comment.write')
  const draftKey = `reply:${opening.id}`
  const hasDraft = useDrafts<Writing>('comment').get(draftKey) !== null
  const [isAnswering, setAnswering] = useState(hasDraft)
  const isPending = opening.revision === 0
  const send = (body: string) => {
    setAnswering(false)
    return commands.postComment(opening.projectId, { body, parentId: opening.id })
  }
  return (
    <li data-thread-id={thread.id} className={cx(styles.thread)}>
      {itemTitle !== null && (
        <Link
          to={paths.project(opening.projectId, { item: opening.itemId, comment: opening.id })}
          className={cx(styles.about)}
        >
          <CornerDownRight size={13} aria-hidden />
          <span>{itemTitle}</span>
        </Link>
      )}
      <CommentView comment={opening} isMarked={marks.has(opening.id)} isTarget={targetId === opening.id} />
      {replies.length > 0 && (
        <ul className={cx(styles.replies)} aria-label="Answers">
          {replies.map((reply) => (
            <li key={reply.id}>
              <CommentView comment={reply} isMarked={marks.has(reply.id)} isTarget={targetId === reply.id} />
            </li>
          ))}
        </ul>
      )}
      {mayComment && !isPending && (
        <div className={cx(styles.answer)}>
          {isAnswering ? (
            <Composer
              label="Write an answer"
              sendLabel="Reply"
              draftKey={draftKey}
              isFocusedFirst={!hasDraft}
              onSend={send}
              onFailed={() => setAnswering(true)}
              onCancel={() => setAnswering(false)}
            />
          ) : (
            <Button
              size="small"
              variant="quiet"
              icon={<Reply size={14} />}
              onPress={() => setAnswering(true)}
            >
              Reply
            </Button>
          )}
        </div>
      )}
    </li>
  )
})
