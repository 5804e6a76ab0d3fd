/** The screen at `/trash`: deleted content and projects, with the way back; `?q=&kind=` is the filter. */
import { type TrashEntry, type TrashFilter, type TrashState, trashKinds } from '@copydesk/contract'
import { useTrash } from '@copydesk/react'
import { SearchX, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  Button,
  DataGrid,
  EmptyState,
  ErrorState,
  SearchField,
  Select,
  SkeletonRows,
  Toolbar,
} from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useLast } from '../../frame/use-last.ts'
import { useSettled } from '../../frame/use-settled.ts'
import { useSort } from '../../frame/use-sort.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { Purge } from './Purge.tsx'
import styles from './Trash.module.css'
import { PhoneTrash, trashColumns } from './trash-columns.tsx'
import { useTrashActs } from './use-trash-acts.ts'

export function Trash() {
  const [query, setQuery] = useSearchParams()
  const filter = useMemo(() => filterFrom(query), [query])
  const setFilter = (next: Partial<TrashFilter>) =>
    setQuery(queryOf({ ...filter, ...next }), { replace: true })
  const trash = useTrash({ ...filter, q: useSettled(filter.q, 150) })
  // While other words are looked for, what was found before stays.
  const shown = useLast(trash.data ?? undefined)
  return (
    <Page title="Trash">
      <Toolbar label="Trash">
        <div className={styles.search}>
          <SearchField label="Search the trash" value={filter.q} onChange={(q) => setFilter({ q })} />
        </div>
        <Select
          label="Show"
          labelPlace="hidden"
          variant="quiet"
          options={kindOptions}
          value={filter.kind ?? 'all'}
          onChange={(kind) => setFilter({ kind: kind === 'all' ? null : kind })}
        />
      </Toolbar>
      {trash.status === 'error' && <ErrorState error={trash.error} onRetry={() => void trash.refresh()} />}
      {trash.status !== 'error' && shown === undefined && <SkeletonRows label="Loading the trash" />}
      {trash.status !== 'error' && shown !== undefined && (
        <TrashList state={shown} onClear={() => setFilter({ q: '', kind: null })} />
      )}
    </Page>
  )
}

function TrashList({ state, onClear }: { state: TrashState; onClear: () => void }) {
  const nameOf = useNameOf()
  const acts = useTrashActs()
  const [sort, setSort] = useSort(null)
  const [purging, setPurging] = useState<TrashEntry | null>(null)
  const columns = useMemo(() => trashColumns({ nameOf, acts, onPurge: setPurging }), [nameOf, acts])
  const rows = state.data
  if (rows.length === 0 && (state.q !== '' || state.kind !== null)) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="Nothing in the trash matches"
        action={<Button onPress={onClear}>Show the whole trash</Button>}
      >
        Search and filter leave nothing over.
      </EmptyState>
    )
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={<Trash2 size={20} />} title="The trash is empty">
        Content and projects that are deleted wait here until their time is over. Until then they can be
        brought back.
      </EmptyState>
    )
  }
  return (
    <>
      <DataGrid
        label="Trash"
        memoryKey="trash"
        rows={rows}
        columns={columns}
        rowName={({ title }) => title}
        sort={sort}
        onSortChange={setSort}
        rowHeightPx={36}
        phone={{
          rowHeightPx: 64,
          cell: (entry) => <PhoneTrash entry={entry} acts={acts} onPurge={setPurging} />,
        }}
      />
      {state.total > rows.length && (
        <p className={styles.more}>
          The {rows.length} that were deleted last, of {state.total}. Search for the others.
        </p>
      )}
      <Purge entry={purging} onClose={() => setPurging(null)} />
    </>
  )
}

const kindOptions = [
  { value: 'all', label: 'Content and projects' },
  { value: 'content', label: 'Content' },
  { value: 'project', label: 'Projects' },
] as const

/** What makes no sense there narrows nothing. */
function filterFrom(query: URLSearchParams): TrashFilter {
  return {
    q: query.get('q') ?? '',
    kind: trashKinds.find((kind) => kind === query.get('kind')) ?? null,
  }
}

function queryOf({ q, kind }: TrashFilter): URLSearchParams {
  return new URLSearchParams({ ...(q === '' ? {} : { q }), ...(kind === null ? {} : { kind }) })
}
