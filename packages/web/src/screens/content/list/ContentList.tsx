/** The content that matches a filter, loaded page by page as one scrolls. */
import type { ContentFilter, ContentSummary } from '@copydesk/contract'
import { useContentList } from '@copydesk/react'
import { FileText, SearchX } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { Button, DataGrid, EmptyState, ErrorState, SkeletonRows } from '../../../design/index.ts'
import { useLast } from '../../../frame/use-last.ts'
import { useSettled } from '../../../frame/use-settled.ts'
import { useSort } from '../../../frame/use-sort.ts'
import { paths } from '../../../paths.ts'
import { useMarks } from '../../../people/use-marks.ts'
import { useKnownProjects } from '../../../projects/use-known-projects.ts'
import styles from './ContentList.module.css'
import { contentColumns, contentDeeds, PhoneContent } from './content-columns.tsx'
import { isNarrowed } from './content-filter.ts'

export interface ContentListProps {
  filter: ContentFilter
  onClearFilter: () => void
  /** The button to create content, for an empty store. */
  newContent: ReactNode
}

export function ContentList({ filter, onClearFilter, newContent }: ContentListProps) {
  const q = useSettled(filter.q, 150)
  const list = useContentList({ ...filter, q })
  const navigate = useNavigate()
  const marks = useMarks(list.changes, contentDeeds)
  const [sort, setSort] = useSort()
  const projects = useKnownProjects()
  const columns = useMemo(() => contentColumns(projects), [projects])
  const { hasMore, loadingMore, loadMore } = list
  // While other words are looked for, what was found before stays.
  const rows = useLast(list.data?.data)

  // Sorting part of the list would lie: the rest is loaded for it.
  useEffect(() => {
    if (sort !== null && hasMore && !loadingMore) void loadMore()
  }, [sort, hasMore, loadingMore, loadMore])

  if (list.status === 'error') {
    const { error } = list
    return <ErrorState error={error} onRetry={() => void list.refresh()} />
  }
  if (rows === undefined) return <SkeletonRows label="Loading content" count={16} />
  if (rows.length === 0 && isNarrowed({ ...filter, q })) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="No content matches"
        action={<Button onPress={onClearFilter}>Show all content</Button>}
      >
        Search and filters leave nothing over.
      </EmptyState>
    )
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={<FileText size={20} />} title="No content yet" action={newContent}>
        Pages, blocks and media are kept here, in versions and languages. Write the first one, or bring a
        folder of Markdown files in with “copydesk import”.
      </EmptyState>
    )
  }
  const open = (content: ContentSummary) => void navigate(paths.contentItem(content.id))
  return (
    <div className={styles.list}>
      <DataGrid
        label="Content"
        memoryKey="content"
        rows={rows}
        columns={columns}
        rowName={(content) => content.title}
        sort={sort}
        onSortChange={setSort}
        onAction={open}
        marks={marks}
        rowHeightPx={rows.some((content) => content.path !== undefined) ? 44 : 32}
        phone={{ rowHeightPx: 60, cell: (content) => <PhoneContent content={content} projects={projects} /> }}
        {...(hasMore ? { onEndReached: loadMore } : {})}
      />
      {loadingMore && <span role="status" aria-label="Loading more" className={styles.more} />}
    </div>
  )
}
