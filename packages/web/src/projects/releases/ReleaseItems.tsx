/** What one release did, item by item: loaded when one opens it, since it never changes, in pages. */
import { ApiError } from '@copydesk/client'
import type { Id, ReleaseItem } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { ArrowDownToLine, CircleCheckBig } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Button, SkeletonRows } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { sayItem } from '../release-words.ts'
import styles from './Releases.module.css'

interface Loaded {
  items: readonly ReleaseItem[]
  /** Undefined until the first page has come; null after the last one. */
  nextCursor: string | null | undefined
  error: ApiError | null
}

const nothing: Loaded = { items: [], nextCursor: undefined, error: null }

export function ReleaseItems({ releaseId }: { releaseId: Id }) {
  const { api } = useDesk()
  const [{ items, nextCursor, error }, setLoaded] = useState(nothing)
  const load = useCallback(
    (cursor: string | null, signal?: AbortSignal) =>
      api.releases.get(releaseId, { cursor }, signal === undefined ? {} : { signal }).then(
        (page) =>
          setLoaded((before) => ({
            items: cursor === null ? page.data : [...before.items, ...page.data],
            nextCursor: page.nextCursor,
            error: null,
          })),
        (failure: unknown) => {
          if (failure instanceof ApiError) setLoaded((before) => ({ ...before, error: failure }))
        },
      ),
    [api, releaseId],
  )
  useEffect(() => {
    const abort = new AbortController()
    void load(null, abort.signal)
    return () => abort.abort()
  }, [load])
  if (error !== null) {
    return (
      <p className={styles.failed}>
        {error.title}.{' '}
        <Button size="small" onPress={() => void load(nextCursor ?? null)}>
          Try again
        </Button>
      </p>
    )
  }
  if (nextCursor === undefined) return <SkeletonRows label="Loading what it did" count={3} />
  return (
    <>
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.id}>
            {item.action === 'publish' ? (
              <CircleCheckBig size={14} className={styles.live} aria-hidden />
            ) : (
              <ArrowDownToLine size={14} className={styles.down} aria-hidden />
            )}
            <Link dir="auto" to={paths.contentItem(item.contentId, { version: item.version.id })}>
              {item.title}
            </Link>
            <span className={styles.soft}>
              {item.language} · {sayItem(item)}
            </span>
          </li>
        ))}
      </ul>
      {nextCursor !== null && (
        <Button size="small" variant="quiet" onPress={() => void load(nextCursor)}>
          Show more
        </Button>
      )}
    </>
  )
}
