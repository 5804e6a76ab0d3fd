/** The tab of what publishing the project made of it: who, when and why, and item by item what was live before. */
import type { Id, Release } from '@copydesk/contract'
import { useReleases } from '@copydesk/react'
import { ChevronRight, Rocket } from 'lucide-react'
import { useState } from 'react'
import { Avatar, Button, EmptyState, ErrorState, RelativeTime, SkeletonRows } from '../../../design/index.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { RevertRelease } from '../../../projects/RevertRelease.tsx'
import { sayCounts, stateWords } from '../../../projects/release-words.ts'
import { ReleaseItems } from '../../../projects/releases/ReleaseItems.tsx'
import styles from '../../../projects/releases/Releases.module.css'

export function ReleasesTab({ projectId }: { projectId: Id }) {
  const releases = useReleases(projectId)
  if (releases.status === 'loading') return <SkeletonRows label="Loading the releases" count={6} />
  if (releases.data === undefined) {
    const { title = 'The releases could not be loaded', remedy = 'Try again.' } = releases.error ?? {}
    return <ErrorState title={title} remedy={remedy} onRetry={() => void releases.refresh()} />
  }
  const { data } = releases.data
  if (data.length === 0) {
    return (
      <EmptyState icon={<Rocket size={20} />} title="Nothing was published yet">
        Each time the project is published, what went live and what was taken down is kept here.
      </EmptyState>
    )
  }
  return (
    <div className={styles.scroller}>
      <ol className={styles.releases} aria-label="Releases">
        {data.map((release, index) => (
          <ReleaseLine key={release.id} release={release} isNewest={index === 0} />
        ))}
      </ol>
      {releases.hasMore && (
        <Button variant="quiet" isPending={releases.loadingMore} onPress={() => void releases.loadMore()}>
          Show older ones
        </Button>
      )}
    </div>
  )
}

function ReleaseLine({ release, isNewest }: { release: Release; isNewest: boolean }) {
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
