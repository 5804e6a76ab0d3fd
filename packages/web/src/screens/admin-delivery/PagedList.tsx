/** The live list of a tab, page by page, and what stands in its place until there is one. */
import type { Page } from '@copydesk/contract'
import type { LiveResult } from '@copydesk/react'
import type { ReactNode } from 'react'
import { Button, ErrorState, RowList, ScrollArea, SkeletonRows } from '../../design/index.ts'
import styles from './AdminDelivery.module.css'

export interface PagedListProps<Row> {
  pages: LiveResult<Page<Row>>
  /** What the list is called. */
  label: string
  /** Said while its first page is on its way. */
  loading: string
  /** Stands there where it holds nothing. */
  empty: ReactNode
  children: (row: Row) => ReactNode
}

export function PagedList<Row>({ pages, label, loading, empty, children }: PagedListProps<Row>) {
  const { data, error, loadingMore, hasMore, loadMore, refresh } = pages
  if (data === undefined && error !== undefined)
    return <ErrorState error={error} onRetry={() => void refresh()} />
  if (data === undefined) return <SkeletonRows label={loading} count={6} />
  return (
    <>
      {/* What is listed stays, and is not as it is by now. */}
      <div role="alert" className={styles.stale}>
        {error?.message}
      </div>
      {data.data.length === 0 ? (
        empty
      ) : (
        <ScrollArea>
          <RowList label={label}>{data.data.map(children)}</RowList>
          {hasMore && (
            <Button variant="quiet" isPending={loadingMore} onPress={() => void loadMore()}>
              Show older ones
            </Button>
          )}
        </ScrollArea>
      )}
    </>
  )
}
