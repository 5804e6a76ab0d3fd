/** One comment: its text, or the field to edit it, or the trace that is left of it. */
import { isPendingId } from '@copydesk/client'
import { type Comment, homeOf } from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { type KeyboardEvent, memo, Suspense, useState } from 'react'
import { Avatar, cx, RelativeTime } from '../../design/index.ts'
import { keyNameOf } from '../../frame/keys/key-press.ts'
import { isApple, keyRegistry } from '../../frame/keys/key-registry.ts'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'
import { later } from '../../later.tsx'
import { CommentText } from '../../markdown/CommentText.tsx'
import { useMay } from '../../people/use-may.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { LeftWords } from '../../unsaved/LeftWords.tsx'
import { SentWords } from '../../unsaved/SentWords.tsx'
import { savedComment } from '../../unsaved/targets.ts'
import { useHasDraft } from '../../unsaved/use-unsaved.ts'
import { CommentHead } from './CommentHead.tsx'
import styles from './Comments.module.css'
import { Composer } from './Composer.tsx'
import { useMarkUnread } from './unread/new-lines.ts'

const Reactions = later(async () => (await import('./reactions/Reactions.tsx')).Reactions)

export interface CommentViewProps {
  comment: Comment
  /** The item or project in words. */
  place: string
  /** Someone else wrote or changed it just now. */
  isMarked: boolean
  /** The address points at it. */
  isTarget: boolean
  /** Begins an answer with a quote of this body. */
  onQuote: (body: string) => void
}

export const CommentView = memo(function CommentView({
  comment,
  place,
  isMarked,
  isTarget,
  onQuote,
}: CommentViewProps) {
  const commands = useCommands()
  const { person } = useDesk()
  const mayComment = useMay('comment.write')
  const markUnread = useMarkUnread()
  const mayModerate = useMay('comment.moderate')
  const authorName = useNameOf()(comment.author)
  const home = homeOf(comment)
  const subject = { kind: 'comment_edit', ...home, commentId: comment.id } as const
  const hasDraft = useHasDraft(subject)
  const [chosen, setMode] = useState<'read' | 'edit'>('read')
  const mode = chosen === 'read' && hasDraft ? 'edit' : chosen
  const isOwn = comment.author.id === person.id && mayComment
  const isPending = isPendingId(comment.id)

  if (comment.deletedAt !== null) {
    return (
      <>
        <div data-comment-id={comment.id} tabIndex={-1} className={styles.trace}>
          {authorName}’s comment was deleted · <RelativeTime at={comment.deletedAt} />
        </div>
        <LeftWords
          isLeft={(one) => one.kind === 'comment_edit' && one.commentId === comment.id}
          what="The comment was deleted"
          instead={{
            label: 'Send as an answer',
            subject: { kind: 'comment', ...home, parentId: comment.threadId },
            place,
          }}
        />
      </>
    )
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isItself = event.target === event.currentTarget && keyRegistry.areSingleKeysOn()
    if (!isItself || keyNameOf(event.nativeEvent, isApple) !== 'u' || isPending) return
    event.preventDefault()
    markUnread(comment)
  }
  const remove = () =>
    undoHistory.during(async () => {
      const deleted = await commands.deleteComment(comment)
      if (!deleted.ok) return
      offerUndo({
        title: isOwn ? 'Deleted your comment' : `Deleted ${authorName}’s comment`,
        takeBack: () => commands.restoreComment(comment.id),
      })
    })
  return (
    <article
      aria-label={`Comment by ${authorName}`}
      data-comment-id={comment.id}
      data-focus-target={`comment ${comment.id}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className={cx(styles.comment, isMarked && styles.marked, isTarget && styles.target)}
    >
      <Avatar id={comment.author.id} name={authorName} isNamed />
      <div className={cx(styles.content, isPending && styles.pending)}>
        <CommentHead
          comment={comment}
          authorName={authorName}
          isPending={isPending}
          mayComment={mayComment}
          mayEdit={isOwn}
          mayDelete={isOwn || mayModerate}
          onQuote={() => onQuote(comment.body)}
          onEdit={() => setMode('edit')}
          onDelete={() => void remove()}
        />
        {mode === 'edit' ? (
          <div data-focus-owner={`comment ${comment.id}`}>
            <Composer
              label="Edit the comment"
              sendLabel="Save"
              subject={subject}
              base={savedComment(comment)}
              place={place}
              isFocusedFirst={chosen === 'edit'}
              onSent={() => setMode('read')}
              onCancel={() => setMode('read')}
            />
          </div>
        ) : (
          <CommentText text={comment.body} />
        )}
        {comment.reactions.length > 0 && (
          <Suspense>
            <Reactions comment={comment} />
          </Suspense>
        )}
        <SentWords subject={subject} />
      </div>
    </article>
  )
})
