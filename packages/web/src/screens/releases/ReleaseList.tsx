/** The releases that a choice leaves, newest first and live. */
import type { ListedRelease } from '@copydesk/contract'
import { useSiteReleases } from '@copydesk/react'
import { Rocket, SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { Button, EmptyState, ErrorState, ProjectColorDot, SkeletonRows } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { ReleaseLine } from '../../projects/releases/ReleaseLine.tsx'
import list from '../../projects/releases/Releases.module.css'
import type { KnownProjects } from '../../projects/use-known-projects.ts'
import styles from './Releases.module.css'
import { filterOfChoice, isNarrowed, type ReleasesChoice } from './releases-filter.ts'

export interface ReleaseListProps {
  choice: ReleasesChoice
  projects: KnownProjects
  onClear: () => void
}

export function ReleaseList({ choice, projects, onClear }: ReleaseListProps) {
  const releases = useSiteReleases(useMemo(() => filterOfChoice(choice), [choice]))
  if (releases.status === 'loading') return <SkeletonRows label="Loading the releases" count={10} />
  if (releases.data === undefined) {
    const error = releases.error ?? { title: 'The releases could not be loaded', remedy: 'Try again.' }
    return <ErrorState error={error} onRetry={() => void releases.refresh()} />
  }
  const { data } = releases.data
  if (data.length === 0 && isNarrowed(choice)) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="Nothing like this was published"
        action={<Button onPress={onClear}>Show all releases</Button>}
      >
        No release that you see matches the filter.
      </EmptyState>
    )
  }
  if (data.length === 0) {
    return (
      <EmptyState icon={<Rocket size={20} />} title="Nothing was published yet">
        Each time a project, or a version by itself, is published, that is listed here.
      </EmptyState>
    )
  }
  return (
    <div className={list.scroller}>
      <ol className={list.releases} aria-label="Releases">
        {data.map((release) => (
          <ReleaseLine
            key={release.id}
            release={release}
            isNewest={false}
            about={<About release={release} projects={projects} />}
          />
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

/** What was released, and the way there. */
function About({
  release: { projectId, item },
  projects,
}: {
  release: ListedRelease
  projects: KnownProjects
}) {
  if (item !== null) {
    return (
      <Link dir="auto" to={paths.contentItem(item.contentId, { version: item.version.id })}>
        {item.title}
      </Link>
    )
  }
  const project = projects.get(projectId ?? '')
  if (project === undefined) return <span className={styles.gone}>A project</span>
  return (
    <>
      <ProjectColorDot color={project.color} />
      <Link dir="auto" to={paths.releases(project.id)}>
        {project.name}
      </Link>
    </>
  )
}
