/** The tab of what publishing the project made of it: who, when and why, and item by item what was live before. */
import type { Id } from '@copydesk/contract'
import { useReleases } from '@copydesk/react'
import { Rocket } from 'lucide-react'
import { Button, EmptyState, ErrorState, SkeletonRows } from '../../../design/index.ts'
import { ReleaseLine } from '../../../projects/releases/ReleaseLine.tsx'
import styles from '../../../projects/releases/Releases.module.css'

export function ReleasesTab({ projectId }: { projectId: Id }) {
  const releases = useReleases(projectId)
  if (releases.status === 'loading') return <SkeletonRows label="Loading the releases" count={6} />
  if (releases.data === undefined) {
    const error = releases.error ?? { title: 'The releases could not be loaded', remedy: 'Try again.' }
    return <ErrorState error={error} onRetry={() => void releases.refresh()} />
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
