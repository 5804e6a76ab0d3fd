/** The list of a tab, page by page, and what stands in its place until there is one. */
import type { ReactNode } from 'react'
import { Button, ErrorState, SkeletonRows } from '../../design/index.ts'
import styles from './AdminDelivery.module.css'
import type { Pages } from './use-pages.ts'

export interface PagedListProps<Row> {
  pages: Omit<Pages<Row, unknown>, 'last'>
  /** What the list is called. */
  label: string
  /** Said while its first page is on its way. */
  loading: string
  /** Stands there where it holds nothing. */
  empty: ReactNode
  children: (row: Row) => ReactNode
}

export function PagedList<Row>({ pages, label, loading, empty, children }: PagedListProps<Row>) {
  const { rows, error, isLoading, hasMore, loadMore, refresh } = pages
  if (rows === undefined && error !== null)
    return <ErrorState title={error.title} remedy={error.remedy} onRetry={refresh} />
  if (rows === undefined) return <SkeletonRows label={loading} count={6} />
  return (
    <>
      {/* What is listed stays, and is not as new as was asked for. */}
      <div role="alert" className={styles.stale}>
        {error?.message}
      </div>
      {rows.length === 0 ? (
        empty
      ) : (
        <div className={styles.scroller}>
          <ol aria-label={label} className={styles.list}>
            {rows.map(children)}
          </ol>
          {hasMore && (
            <Button variant="quiet" isPending={isLoading} onPress={loadMore}>
              Show older ones
            </Button>
          )}
        </div>
      )}
    </>
  )
}
