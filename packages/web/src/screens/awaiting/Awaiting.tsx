/** The screen at `/awaiting`: what one is to decide, to go on with, to tick off and to answer, in all projects. */
import type { Awaited } from '@copydesk/contract'
import { useAwaiting } from '@copydesk/react'
import { CircleCheckBig } from 'lucide-react'
import { Suspense, useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import {
  Button,
  DataGrid,
  EmptyState,
  ErrorState,
  SkeletonRows,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useSort } from '../../frame/use-sort.ts'
import { later } from '../../later.tsx'
import styles from './Awaiting.module.css'
import { awaitedColumns, byKind, PhoneAwaited, placeOf } from './awaited-columns.tsx'
import {
  type DueFilter,
  dueFilterFrom,
  dueFilterOf,
  dueFilters,
  dueFilterWords,
  withDueFilter,
} from './due-filter.ts'
import { useAwaitedKeys } from './use-awaited-keys.ts'
import { useSelection } from './use-selection.ts'
import { useSettle } from './use-settle.ts'

const emptyWords: Record<DueFilter, string> = {
  overdue: 'Nothing is overdue',
  today: 'Nothing is due today',
  week: 'Nothing more is due this week',
  later: 'Nothing is due later',
  none: 'All of it has a date',
}

const DecisionBar = later(async () => (await import('./DecisionBar.tsx')).DecisionBar)

export function Awaiting() {
  const awaiting = useAwaiting()
  return (
    <Page title="Awaiting me">
      {awaiting.status === 'loading' && <SkeletonRows label="Loading what awaits you" />}
      {awaiting.status === 'error' && (
        <ErrorState error={awaiting.error} onRetry={() => void awaiting.refresh()} />
      )}
      {awaiting.data !== undefined && <AwaitedList rows={awaiting.data.data} total={awaiting.data.total} />}
    </Page>
  )
}

interface AwaitedListProps {
  /** All that is loaded. */
  rows: readonly Awaited[]
  total: number
}

function AwaitedList({ rows, total }: AwaitedListProps) {
  const [query, setQuery] = useSearchParams()
  const due = dueFilterFrom(query)
  const byDue = useMemo(() => Map.groupBy(rows, ({ dueAt }) => dueFilterOf(dueAt, Date.now())), [rows])
  const choose = (key: string | null) =>
    setQuery(withDueFilter(query, dueFilters.find((one) => one === key) ?? null), { replace: true })
  if (total === 0) {
    return (
      <EmptyState icon={<CircleCheckBig size={20} />} title="Nothing awaits you">
        Items that ask for your approval appear here, what is assigned to you (texts to go on with, tasks to
        tick off), and comments that mention you until you answer.
      </EmptyState>
    )
  }
  const key = due ?? 'all'
  return (
    <Tabs selectedKey={key} onSelectionChange={choose}>
      <TabList label="Due">
        <Tab id="all">
          All <span className={styles.count}>{total}</span>
        </Tab>
        {dueFilters.map((one) => (
          <Tab key={one} id={one}>
            {dueFilterWords[one]} <span className={styles.count}>{byDue.get(one)?.length}</span>
          </Tab>
        ))}
      </TabList>
      <TabPanel id={key}>
        <DueList
          rows={due === null ? rows : (byDue.get(due) ?? nothing)}
          due={due}
          cut={total > rows.length ? { shown: rows.length, total } : null}
          onShowAll={() => choose(null)}
        />
      </TabPanel>
    </Tabs>
  )
}

interface DueListProps {
  rows: readonly Awaited[]
  due: DueFilter | null
  /** How many are loaded, where that is not all. */
  cut: { shown: number; total: number } | null
  onShowAll: () => void
}

const nothing: readonly Awaited[] = []

function DueList({ rows, due, cut, onShowAll }: DueListProps) {
  const navigate = useNavigate()
  const [sort, setSort] = useSort(null)
  const selection = useSelection(rows)
  const settle = useSettle()
  useAwaitedKeys(rows, settle)
  if (rows.length === 0 && due !== null) {
    return (
      <EmptyState
        icon={<CircleCheckBig size={20} />}
        title={emptyWords[due]}
        action={<Button onPress={onShowAll}>Show all that awaits you</Button>}
      />
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
            onSettle={settle}
          />
        )}
      </Suspense>
      {cut !== null && (
        <p className={styles.more}>
          The first {cut.shown} of {cut.total}. The others follow as these are done.
        </p>
      )}
    </div>
  )
}
