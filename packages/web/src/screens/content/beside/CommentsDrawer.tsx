/**
 * The comments on a text beside it: those on the project's item that holds the version, or else those on the text by
 * itself, then those from other times of it. A column of its own where there is room, else a sheet over the text. Escape closes it.
 */
import type { Id, ProjectItem } from '@copydesk/contract'
import { useThreads } from '@copydesk/react'
import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useMedia } from '../../../browser/use-media.ts'
import { IconButton } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { CommentsView, type CommentsViewProps } from '../../../projects/comments/CommentsView.tsx'
import { useOnBoard } from '../../../projects/comments/passages/use-passages.ts'
import { homeKey } from '../../../unsaved/entry.ts'
import styles from './CommentsDrawer.module.css'
import type { TextThreads } from './use-text-threads.ts'

export interface CommentsDrawerProps {
  threads: TextThreads
  /** The title of the text. */
  place: string
  /** The comment on the text by itself that the address points at. */
  targetId: Id | null
  onClose: () => void
}

/** Every thread is about the one text. */
const noItems: readonly ProjectItem[] = []

export function CommentsDrawer({ threads, place, targetId, onClose }: CommentsDrawerProps) {
  const { held, text, earlier } = threads
  const scrollerRef = useRef<HTMLDivElement>(null)
  const [foot, setFoot] = useState<HTMLElement | null>(null)
  const aside = { items: noItems, place, scrollerRef, foot: null }
  const isOverText = useMedia('(max-width: 1099px)')
  const isPassageSought = useOnBoard(({ soughtPassage }) => soughtPassage !== null, false)
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (isOverText && isPassageSought) close()
  }, [isOverText, isPassageSought])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return (
    <aside
      aria-label="Beside the text"
      data-focus-owner="comments of the text"
      className={styles.drawer}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <h2>Comments</h2>
        <IconButton label="Close" shortcut="Esc" size="small" onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div ref={scrollerRef} className={styles.body}>
        <CommentsView
          key={homeKey(held ?? text)}
          home={held ?? text}
          items={noItems}
          targetId={held === null ? targetId : null}
          place={place}
          scrollerRef={scrollerRef}
          foot={foot}
        />
        {held !== null && <OnTextAlone {...aside} text={text} targetId={targetId} />}
        {earlier.map(({ itemId, projectId, projectName }) => (
          <div key={itemId} className={styles.earlier}>
            <h3>
              Earlier, in <Link to={paths.project(projectId)}>{projectName}</Link>
            </h3>
            <CommentsView
              {...aside}
              home={{ projectId, itemId }}
              targetId={null}
              label={`Earlier, in ${projectName}`}
            />
          </div>
        ))}
      </div>
      <footer ref={setFoot} className={styles.foot} />
    </aside>
  )
}

type AsideProps = Omit<CommentsViewProps, 'home' | 'label'> & Pick<TextThreads, 'text'>

/** What was said while no project held the text; nothing where nothing was. */
function OnTextAlone({ text, ...props }: AsideProps) {
  const threads = useThreads(text).data
  if (threads === undefined || threads.data.length === 0) return null
  return (
    <div className={styles.earlier}>
      <h3>Outside of projects</h3>
      <CommentsView {...props} home={text} label="Outside of projects" />
    </div>
  )
}
