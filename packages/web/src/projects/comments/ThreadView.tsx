/** A thread: its opening comment, the answers, and the place to answer. */
import { homeOf, type Id, type Instant, leftOutBefore, subscriptionKey } from '@copydesk/contract'
import type { ThreadsResult } from '@copydesk/react'
import { CircleCheck, CornerDownRight, Reply, RotateCcw } from 'lucide-react'
import { memo, Suspense, useCallback, useRef, useState } from 'react'
import { Link } from 'react-router'
import { Button } from '../../design/index.ts'
import { later } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../people/use-may.ts'
import { SentWords } from '../../unsaved/SentWords.tsx'
import { nothingYet } from '../../unsaved/targets.ts'
import { useHasDraft } from '../../unsaved/use-unsaved.ts'
import { TypingLine } from '../typing/TypingLine.tsx'
import styles from './Comments.module.css'
import { CommentView } from './CommentView.tsx'
import { Composer, type Quoted } from './Composer.tsx'
import { LeftOutAnswers } from './LeftOutAnswers.tsx'
import { quoteComment } from './quote-comment.ts'
import { ResolvedLine } from './resolution/ResolvedLine.tsx'
import { useResolve } from './resolution/use-resolve.ts'
import { broughtAtOnce, type Thread } from './threads.ts'
import { NewLine } from './unread/NewLine.tsx'
import { firstNew } from './unread/new-lines.ts'
import { useNewAnswers } from './unread/use-new-answers.ts'
import { useBroughtAnswers } from './use-brought-answers.ts'

const PassageQuote = later(async () => (await import('./passages/PassageQuote.tsx')).PassageQuote)
const WatchMenu = later(async () => (await import('../../notifications/WatchMenu.tsx')).WatchMenu)

export interface ThreadViewProps {
  thread: Thread
  /** The title of the item it is about, where that is not plain from the place; null for the project itself. */
  itemTitle: string | null
  /** The item or project in words. */
  place: string
  /** Comments that someone else wrote or changed just now. */
  marks: ReadonlyMap<Id, unknown>
  targetId: Id | null
  /** The first comment of it that is new to whoever reads. */
  newFrom: Id | undefined
  onReadAround: ThreadsResult['readAround']
}

export const ThreadView = memo(function ThreadView({
  thread,
  itemTitle,
  place,
  marks,
  targetId,
  newFrom,
  onReadAround,
}: ThreadViewProps) {
  const { opening, replies } = thread
  const mayComment = useMay('comment.write')
  const home = homeOf(opening)
  const subject = { kind: 'comment', ...home, parentId: opening.id } as const
  const hasDraft = useHasDraft(subject)
  const [isAsked, setAsked] = useState(false)
  const isAnswering = isAsked || hasDraft
  const isPending = opening.revision === 0
  const resolve = useResolve(opening)
  const { resolved } = opening
  const isPointedAt = targetId === opening.id || replies.some(({ id }) => id === targetId)
  // Until it is resolved anew, or a link points elsewhere: a link into the thread opens it in any case.
  const [chosen, setChosen] = useState<{ at: Instant; targetId: Id | null; isFolded: boolean } | null>(null)
  const isChosen = chosen?.at === resolved?.at && chosen?.targetId === targetId
  const isChosenFolded = isChosen ? chosen?.isFolded : undefined
  const isFolded = resolved !== null && !isAnswering && (isChosenFolded ?? !isPointedAt)
  const comments = [opening, ...replies]
  const newIndex = firstNew(comments, newFrom) - 1
  useNewAnswers(comments, isFolded ? undefined : newFrom, onReadAround)
  const threadRef = useRef<HTMLLIElement>(null)
  const awaitAnswers = useBroughtAnswers(threadRef, comments)
  const [quoted, setQuoted] = useState<Quoted | null>(null)
  const quoteCount = useRef(0)
  const quote = useCallback((body: string) => {
    quoteCount.current += 1
    setQuoted({ text: quoteComment(body), number: quoteCount.current })
    setAsked(true)
  }, [])
  const close = () => {
    setAsked(false)
    setQuoted(null)
  }
  return (
    <li ref={threadRef} data-thread-id={thread.id} className={styles.thread}>
      {itemTitle !== null && (
        <Link to={paths.thread(home, opening.id)} className={styles.about}>
          <CornerDownRight size={13} aria-hidden />
          <span dir="auto">{itemTitle}</span>
        </Link>
      )}
      {resolved !== null && (
        <ResolvedLine
          resolved={resolved}
          about={opening.body}
          isFolded={isFolded}
          onFold={(wanted) => setChosen({ at: resolved.at, targetId, isFolded: wanted })}
        />
      )}
      {!isFolded && (
        <>
          {opening.passage !== null && (
            <Suspense>
              <PassageQuote threadId={opening.id} passage={opening.passage} contentId={opening.contentId} />
            </Suspense>
          )}
          {newFrom !== undefined && newIndex === -1 && opening.id >= newFrom && <NewLine />}
          <CommentView
            comment={opening}
            place={place}
            isMarked={marks.has(opening.id)}
            isTarget={targetId === opening.id}
            onQuote={quote}
          />
          {replies.length > 0 && (
            <ul className={styles.replies} aria-label="Answers">
              {replies.map((reply, index) => {
                const previous = replies[index - 1] ?? opening
                const leftOut = leftOutBefore(reply, previous)
                // Upwards to what one reads below it; onwards from what one read above it.
                const bring = () => {
                  awaitAnswers(previous.id)
                  return index === 0
                    ? onReadAround(reply.id, { before: broughtAtOnce, after: 0 })
                    : onReadAround(previous.id, { before: 0, after: broughtAtOnce })
                }
                return [
                  index === newIndex && (
                    <li key="new">
                      <NewLine />
                    </li>
                  ),
                  leftOut > 0 && (
                    <li key={index === 0 ? 'first left out' : `left out before ${reply.id}`}>
                      <LeftOutAnswers
                        count={leftOut}
                        onBring={bring}
                        newestId={replies.at(-1)?.id ?? opening.id}
                      />
                    </li>
                  ),
                  <li key={reply.id}>
                    <CommentView
                      comment={reply}
                      place={place}
                      isMarked={marks.has(reply.id)}
                      isTarget={targetId === reply.id}
                      onQuote={quote}
                    />
                  </li>,
                ]
              })}
            </ul>
          )}
          {!isPending && (
            <div className={styles.answer}>
              {mayComment && <SentWords subject={subject} />}
              {mayComment && isAnswering ? (
                <Composer
                  label="Write an answer"
                  sendLabel="Reply"
                  subject={subject}
                  base={nothingYet}
                  place={place}
                  isFocusedFirst={isAsked}
                  quoted={quoted}
                  onSent={close}
                  onCancel={close}
                />
              ) : (
                <div className={styles.threadTools}>
                  {mayComment && (
                    <Button
                      size="small"
                      variant="quiet"
                      icon={<Reply size={14} />}
                      onPress={() => setAsked(true)}
                    >
                      Reply
                    </Button>
                  )}
                  {mayComment && (
                    <Button
                      size="small"
                      variant="quiet"
                      icon={resolved === null ? <CircleCheck size={14} /> : <RotateCcw size={14} />}
                      isStep
                      onPress={() => resolve(resolved === null)}
                    >
                      {resolved === null ? 'Resolve' : 'Reopen'}
                    </Button>
                  )}
                  <Suspense>
                    <WatchMenu
                      keys={[
                        subscriptionKey('thread', opening.id),
                        ...('contentId' in home
                          ? [subscriptionKey('content', home.contentId)]
                          : [
                              ...(home.itemId === null ? [] : [subscriptionKey('item', home.itemId)]),
                              subscriptionKey('project', home.projectId),
                            ]),
                      ]}
                      name="this thread"
                      size="small"
                    />
                  </Suspense>
                  <TypingLine subject={subject} />
                </div>
              )}
            </div>
          )}
        </>
      )}
    </li>
  )
})
