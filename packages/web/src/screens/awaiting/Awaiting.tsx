/** The screen at `/awaiting`: what one is to decide, to go on with and to tick off, in all projects. */
import type { Awaited } from '@copydesk/contract'
import { useAwaiting } from '@copydesk/react'
import { CircleCheckBig } from 'lucide-react'
import { Suspense } from 'react'
import { useNavigate } from 'react-router'
import { DataGrid, EmptyState, ErrorState, SkeletonRows } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useSort } from '../../frame/use-sort.ts'
import { later } from '../../later.tsx'
import styles from './Awaiting.module.css'
import { awaitedColumns, byKind, PhoneAwaited, placeOf } from './awaited-columns.tsx'
import { useSelection } from './use-selection.ts'

const DecisionBar = later(async () => (await import('./DecisionBar.tsx')).DecisionBar)

export function Awaiting() {
  const awaiting = useAwaiting()
  return (
    <Page title="Awaiting me">
      {awaiting.status === 'loading' && <SkeletonRows label="Loading what awaits you" />}
      {awaiting.status === 'error' && (
        <ErrorState
          title={awaiting.error.title}
          remedy={awaiting.error.remedy}
          onRetry={() => void awaiting.refresh()}
        />
      )}
      {awaiting.data !== undefined && <AwaitedList rows={awaiting.data.data} total={awaiting.data.total} />}
    </Page>
  )
}

function AwaitedList({ rows, total }: { rows: readonly Awaited[]; total: number }) {
  const navigate = useNavigate()
  const [sort, setSort] = useSort(null)
  const selection = useSelection(rows)
  if (rows.length === 0) {
    return (
      <EmptyState icon={<CircleCheckBig size={20} />} title="Nothing awaits you">
        Items that ask for your approval appear here, and what is assigned to you: texts to go on with, tasks
        to tick off.
      </EmptyState>
    )
  }
  return (
    <div className={styles.area}>
      <DataGrid
        label="Awaiting me"
        memoryKey="awaiting"
        rows={rows}
        columns={awaitedColumns}
        rowName={(one) => one.title}
        grouping={byKind}
        sort={sort}
        onSortChange={setSort}
        selected={selection.ids}
        onSelectionChange={selection.select}
        onAction={(one) => void navigate(placeOf(one))}
        phone={{ rowHeightPx: 60, cell: (one) => <PhoneAwaited one={one} /> }}
      />
      <p role="alert" className={styles.failure}>
        {selection.refusal !== null && `Nothing was decided. ${selection.refusal}`}
      </p>
      <Suspense>
        {selection.rows.length > 0 && (
          <DecisionBar
            rows={selection.rows}
            onClear={() => selection.select(new Set())}
            onRefused={selection.refuse}
          />
        )}
      </Suspense>
      {total > rows.length && (
        <p className={styles.more}>
          The first {rows.length} of {total}. The others follow as these are done.
        </p>
      )}
    </div>
  )
}
