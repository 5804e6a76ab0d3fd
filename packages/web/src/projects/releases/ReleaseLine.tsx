/** One release in a list of them: who, when and why, and when it is opened, item by item what it did. */
import type { Release } from '@copydesk/contract'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Avatar, RelativeTime } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { RevertRelease } from '../RevertRelease.tsx'
import { sayCounts, stateWords } from '../release-words.ts'
import { ReleaseItems } from './ReleaseItems.tsx'
import styles from './Releases.module.css'

export interface ReleaseLineProps {
  release: Release
  /** Of the newest one the way to take it back is there at once. */
  isNewest: boolean
  /** What was released, where the list does not say it. */
  about?: ReactNode
}

export function ReleaseLine({ release, isNewest, about }: ReleaseLineProps) {
  const nameOf = useNameOf()
  const [isOpen, setOpen] = useState(false)
  const { id, startedBy, startedAt, note, state, revertedById } = release
  const name = nameOf(startedBy)
  return (
    <li className={styles.release}>
      <button type="button" aria-expanded={isOpen} className={styles.line} onClick={() => setOpen(!isOpen)}>
        <ChevronRight size={15} className={styles.chevron} aria-hidden />
        <Avatar id={startedBy.id} name={name} size="small" isNamed />
        <span className={styles.who}>{name}</span>
        <span className={styles.what}>
          {sayCounts(release)}
          {state !== 'done' && ` · ${stateWords[state]}`}
        </span>
        <span className={styles.when}>
          <RelativeTime at={startedAt} />
        </span>
      </button>
      {about !== undefined && <span className={styles.about}>{about}</span>}
      {note !== '' && (
        <p dir="auto" className={styles.note}>
          {note}
        </p>
      )}
      {isOpen && <ReleaseItems releaseId={id} />}
      {(isOpen || isNewest || revertedById !== null) && (
        <span className={styles.revert}>
          <RevertRelease release={release} />
        </span>
      )}
    </li>
  )
}
