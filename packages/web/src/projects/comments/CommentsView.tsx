/**
 * The comments of a project, those on one of its items, or those on a text by itself: a place to write, then the threads, newest first. It
 * scrolls within the element that it is given, or within itself.
 */
import type { Id, ProjectItem, ThreadHome } from '@copydesk/contract'
import { useThreads } from '@copydesk/react'
import { ArrowDown, ArrowUp, MessageSquare } from 'lucide-react'
import { type RefObject, Suspense, useMemo } from 'react'
import { createPortal } from 'react-dom'
import { Link } from 'react-router'
import { Button, EmptyState, ErrorState, Spoken } from '../../design/index.ts'
import type { Key } from '../../frame/keys/key-registry.ts'
import { useKeys } from '../../frame/keys/use-keys.ts'
import { later } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../people/use-may.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { SentWords } from '../../unsaved/SentWords.tsx'
import { nothingYet } from '../../unsaved/targets.ts'
import styles from './Comments.module.css'
import { CommentsSkeleton } from './CommentsSkeleton.tsx'
import { Composer } from './Composer.tsx'
import { useBegunPassages } from './passages/use-begun-passages.ts'
import { useOnBoard } from './passages/use-passages.ts'
import { useSoughtThread } from './passages/use-sought-thread.ts'
import { byComment, OwnReactions } from './reactions/own-reactions.ts'
import { useFilteredThreads, useThreadFilter } from './resolution/thread-filter.ts'
import { ThreadView } from './ThreadView.tsx'
import { threadsOf } from './threads.ts'
import { NewLinesOfList, useNewLines } from './unread/new-lines.ts'
import { useArrivals } from './use-arrivals.ts'
import { useCommentTarget } from './use-comment-target.ts'
import { useOwnInView } from './use-own-in-view.ts'
import { useReadingAnchor } from './use-reading-anchor.ts'

const PassageComposers = later(async () => (await import('./passages/PassageComposers.tsx')).PassageComposers)
const ThreadFilterMenu = later(
  async () => (await import('./resolution/ThreadFilterMenu.tsx')).ThreadFilterMenu,
)

/** Handled by the comment that has the focus. */
const commentKeys: readonly Key[] = [{ key: 'u', words: 'Mark unread from here' }]

export interface CommentsViewProps {
  /** A project, one of its items, or a text by itself. */
  home: ThreadHome
  /** The project's items, to name what a thread is about. */
  items: readonly ProjectItem[]
  /** The comment that the address points at. */
  targetId: Id | null
  scrollerRef: RefObject<HTMLElement | null>
  /** The item or project in words. */
  place: string
  /** Where the composer stands, if apart from the list, so that it is always at hand; null until that is drawn. */
  foot?: HTMLElement | null
  /** What it is called where several stand beside each other. */
  label?: string
}

export function CommentsView(props: CommentsViewProps) {
  const { place, home, items, targetId, scrollerRef, foot, label = 'Comments' } = props
  const comments = useThreads(home)
  const nameOf = useNameOf()
  const isClosed = comments.data?.isClosed ?? false
  const mayComment = useMay('comment.write') && !isClosed
  const namesItems = 'projectId' in home && home.itemId === null
  const list = comments.data?.data
  const threads = useMemo(() => threadsOf(list ?? []), [list])
  const ownList = comments.data?.own
  const own = useMemo(() => byComment(ownList ?? []), [ownList])
  const titles = useMemo(() => new Map(items.map((item) => [item.id, item.title])), [items])
  const [filter, setFilter] = useThreadFilter()
  const shown = useFilteredThreads(threads, filter, targetId)
  const counts = comments.data?.threads
  const isFiltered = filter !== 'open' || (counts?.resolved ?? 0) > 0
  const olderCount = filter === 'all' ? 0 : (counts?.[filter] ?? 0)
  const lines = useNewLines(list)
  useKeys('On a comment', commentKeys)
  useReadingAnchor(scrollerRef, list)
  const arrivals = useArrivals(scrollerRef, list)
  const target = useCommentTarget(scrollerRef, home, comments, targetId)
  useSoughtThread(scrollerRef, list)
  const hasChosen = useOnBoard(({ chosen }) => chosen !== null, false)
  const isAboutPassage = (useBegunPassages(home).length > 0 || hasChosen) && foot != null
  useOwnInView(scrollerRef, list, foot !== undefined)

  const subject = { kind: 'comment', ...home, parentId: null } as const
  const writing = (
    <>
      <SentWords subject={subject} />
      {mayComment && isAboutPassage && (
        <Suspense>
          <PassageComposers home={home} place={place} />
        </Suspense>
      )}
      {mayComment && (
        <Composer
          label="Write a comment"
          sendLabel="Comment"
          subject={subject}
          base={nothingYet}
          place={place}
        />
      )}
    </>
  )
  const atFoot = (
    <>
      {arrivals.countBelow > 0 && (
        <Button
          size="small"
          variant="primary"
          icon={<ArrowDown size={14} />}
          onPress={() => arrivals.show('below')}
        >
          {arrivals.countBelow} new
        </Button>
      )}
      {writing}
    </>
  )
  return (
    <section aria-label={label} className={styles.comments}>
      {foot === undefined ? writing : foot !== null && createPortal(atFoot, foot)}
      <Spoken isStatus>
        {arrivals.latestBy === null ? '' : `New comment by ${nameOf(arrivals.latestBy)}`}
      </Spoken>
      {arrivals.countAbove > 0 && (
        <div className={styles.arrivals}>
          <Button
            size="small"
            variant="primary"
            icon={<ArrowUp size={14} />}
            onPress={() => arrivals.show('above')}
          >
            {arrivals.countAbove === 1 ? '1 new comment' : `${arrivals.countAbove} new comments`}
          </Button>
        </div>
      )}
      {target.isMissing && (
        <p className={styles.missing}>The comment that the link points at is not here any more.</p>
      )}
      {target.elsewhere !== null && (
        <p className={styles.missing}>
          The comment that the link points at is in another place.{' '}
          <Link to={paths.thread(target.elsewhere, targetId)}>Go there</Link>
        </p>
      )}
      {comments.status === 'loading' && <CommentsSkeleton />}
      {comments.status === 'error' && (
        <ErrorState error={comments.error} onRetry={() => void comments.refresh()} />
      )}
      {comments.status === 'ready' && threads.length === 0 && (
        <EmptyState
          icon={<MessageSquare size={20} />}
          title={isClosed ? 'A private project holds this text' : 'No comments yet'}
        >
          {isClosed
            ? 'Its members discuss it among themselves until it goes out.'
            : mayComment
              ? 'Ask, answer, or mention someone with @ to bring them in.'
              : 'What others write here appears by itself.'}
        </EmptyState>
      )}
      {isFiltered && counts !== undefined && (
        <Suspense>
          <div className={styles.filter}>
            <ThreadFilterMenu filter={filter} counts={counts} onChange={setFilter} />
          </div>
        </Suspense>
      )}
      {threads.length > 0 && shown.length === 0 && (
        <EmptyState
          icon={<MessageSquare size={20} />}
          title={olderCount > 0 ? `${olderCount.toLocaleString()} further down` : `No ${filter} threads`}
        >
          {olderCount > 0 ? 'They come with the older comments.' : 'See the others above.'}
        </EmptyState>
      )}
      <NewLinesOfList value={lines}>
        <OwnReactions value={own}>
          <ol className={styles.threads}>
            {shown.map((thread) => (
              <ThreadView
                key={thread.id}
                thread={thread}
                itemTitle={namesItems ? (titles.get(thread.opening.itemId ?? '') ?? null) : null}
                place={titles.get(thread.opening.itemId ?? '') ?? place}
                marks={comments.changes}
                targetId={targetId}
                newFrom={lines.from.get(thread.id)}
                onReadAround={comments.readAround}
              />
            ))}
          </ol>
        </OwnReactions>
      </NewLinesOfList>
      {comments.hasMore && (
        <Button variant="quiet" isPending={comments.loadingMore} onPress={() => void comments.loadMore()}>
          Show older comments
        </Button>
      )}
    </section>
  )
}
