/** What releases did to this content, newest first: of projects, and of versions by themselves. */
import type { ContentState, ReleaseOfContent } from '@copydesk/contract'
import { useDesk, useProjects } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Avatar, Button, RelativeTime } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { RevertRelease } from '../../../projects/RevertRelease.tsx'
import { sayItem } from '../../../projects/release-words.ts'
import styles from './PublishVersion.module.css'

export function ReleaseList({ content }: { content: ContentState }) {
  const { releases, nextCursor, hasFailed, load } = useContentReleases(content)
  if (hasFailed) {
    return (
      <Button size="small" onPress={() => load(null)}>
        Could not be loaded: try again
      </Button>
    )
  }
  return (
    <>
      <ol aria-label="Releases" className={styles.history}>
        {releases.map((release) => (
          <ReleaseLine key={release.item.id} release={release} />
        ))}
      </ol>
      {nextCursor !== null && (
        <Button size="small" variant="quiet" onPress={() => load(nextCursor)}>
          Show older ones
        </Button>
      )}
    </>
  )
}

function ReleaseLine({ release }: { release: ReleaseOfContent }) {
  const nameOf = useNameOf()
  const project = useProjects().data?.data.find(({ id }) => id === release.projectId)
  const { startedBy, startedAt, note, item } = release
  return (
    <li>
      <Avatar id={startedBy.id} name={nameOf(startedBy)} size="small" isNamed />
      <span>{nameOf(startedBy)}</span>
      <span className={styles.soft}>
        {item.language} · {sayItem(item)}
      </span>
      {project !== undefined && <Link to={paths.project(project.id)}>{project.name}</Link>}
      <span className={styles.soft}>
        <RelativeTime at={startedAt} />
      </span>
      {note !== '' && (
        <p dir="auto" className={styles.note}>
          {note}
        </p>
      )}
      <RevertRelease release={release} />
    </li>
  )
}

/** Loaded anew when the content changes; a release never does. */
function useContentReleases({ id, revision }: ContentState) {
  const { api } = useDesk()
  const [releases, setReleases] = useState<readonly ReleaseOfContent[]>([])
  const [nextCursor, setNextCursor] = useState<string | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const load = (cursor: string | null, signal?: AbortSignal) => {
    setFailed(false)
    api.content.releases(id, { cursor }, signal === undefined ? {} : { signal }).then(
      (page) => {
        setReleases((before) => (cursor === null ? page.data : [...before, ...page.data]))
        setNextCursor(page.nextCursor)
      },
      () => setFailed(signal?.aborted !== true),
    )
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed content is the reason to look again.
  useEffect(() => {
    const abort = new AbortController()
    load(null, abort.signal)
    return () => abort.abort()
  }, [api, id, revision])
  return { releases, nextCursor, hasFailed, load: (cursor: string | null) => load(cursor) }
}
