/** The items of a project as a table, what can be done with a selection of them, and what stands where none are. */

import type { Id, ItemsState, Person, ProjectItem } from '@copydesk/contract'
import type { LiveResult } from '@copydesk/react'
import { FileStack, Plus, SearchX } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { Button, DataGrid, EmptyState, ErrorState, SkeletonRows, toggled } from '../../../design/index.ts'
import { useSort } from '../../../frame/use-sort.ts'
import { later } from '../../../later.tsx'
import { useMarks } from '../../../people/use-marks.ts'
import { useMay } from '../../../people/use-may.ts'
import styles from './Items.module.css'
import { itemColumns, PhoneItem } from './item-columns.tsx'
import { itemDeeds, publishingOf } from './item-deeds.ts'
import { filterItems, type ItemFilter } from './item-filter.ts'
import { itemGrouping } from './item-grouping.ts'
import { useChangeItems } from './use-change-items.ts'
import { useItemGroup } from './use-item-group.ts'
import { type RowMenuRequest, useItemKeys } from './use-item-keys.ts'
import { useRemoveItems } from './use-remove-items.ts'

export interface ItemsViewProps {
  projectId: Id
  items: LiveResult<ItemsState>
  people: readonly Person[]
  filter: ItemFilter
  onClearFilter: () => void
  /** The item that is open beside the list. */
  openId: Id | null
  onOpen: (itemId: Id) => void
  /** Closes what is open beside the list. */
  onClose: () => void
  /** Opens it with the focus where a comment is written. */
  onComment: (itemId: Id) => void
  /** Opens the list of what can be added, for an empty project; null where the person may not. */
  onAdd: (() => void) | null
}

const RowMenu = later(async () => (await import('./RowMenu.tsx')).RowMenu)
const BulkBar = later(async () => (await import('./BulkBar.tsx')).BulkBar)

const noRows: readonly ProjectItem[] = []

export function ItemsView(props: ItemsViewProps) {
  const { projectId, items, people, filter } = props
  const mayReview = useMay('item.review')
  const mayWrite = useMay('item.write')
  const [sort, setSort] = useSort()
  const [selected, setSelected] = useState<ReadonlySet<Id>>(new Set())
  const [rowMenu, setRowMenu] = useState<RowMenuRequest | null>(null)
  const remove = useRemoveItems(projectId)
  const change = useChangeItems(projectId)
  const [group] = useItemGroup()
  const grouping = useMemo(() => group && itemGrouping(group, people), [group, people])
  const deedOfRow = useMemo(() => publishingOf(items.data?.data ?? noRows), [items.data])
  const marks = useMarks(items.changes, itemDeeds, deedOfRow)

  const columns = useMemo(
    () =>
      itemColumns({
        people,
        onStatus: mayReview ? (item, status, reason) => change([item], { status, reason }) : null,
        onAssign: mayWrite ? (item, assigneeId) => void change([item], { assigneeId }) : null,
      }),
    [people, mayReview, mayWrite, change],
  )
  const all = items.data?.data ?? noRows
  const rows = useMemo(() => filterItems(all, filter), [all, filter])
  const chosen = useMemo(() => rows.filter((row) => selected.has(row.id)), [rows, selected])

  const closeIfOpen = (gone: ReadonlySet<Id>) => {
    if (props.openId !== null && gone.has(props.openId)) props.onClose()
  }
  useItemKeys({
    rows,
    selected,
    onToggle: mayReview ? (itemId) => setSelected(toggled(selected, itemId)) : null,
    onMenu: setRowMenu,
    onComment: props.onComment,
    onRemove: (gone) => {
      setSelected(new Set())
      closeIfOpen(new Set(gone.map(({ id }) => id)))
      void remove(gone)
    },
  })

  if (items.status === 'loading') return <SkeletonRows label="Loading items" count={14} />
  if (items.status === 'error') {
    const { error } = items
    return <ErrorState error={error} onRetry={() => void items.refresh()} />
  }
  if (all.length === 0) {
    return (
      <EmptyState
        icon={<FileStack size={20} />}
        title="Nothing in this project yet"
        action={
          props.onAdd && (
            <Button variant="primary" icon={<Plus size={15} aria-hidden />} onPress={props.onAdd}>
              Add content
            </Button>
          )
        }
      >
        {mayWrite
          ? 'Add the pages, blocks and media that should go out together.'
          : 'Pages, blocks and media that go out together appear here.'}
      </EmptyState>
    )
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="No item matches"
        action={<Button onPress={props.onClearFilter}>Show all {all.length} items</Button>}
      >
        Search and filters leave nothing over.
      </EmptyState>
    )
  }
  return (
    <div className={styles.list}>
      <DataGrid
        label="Items"
        memoryKey={`items ${projectId}`}
        rows={rows}
        columns={columns}
        rowName={(item) => item.title}
        rowHeightPx={30}
        sort={sort}
        onSortChange={setSort}
        grouping={grouping}
        {...(mayReview ? { selected, onSelectionChange: setSelected } : {})}
        onAction={(item) => props.onOpen(item.id)}
        marks={marks}
        currentId={props.openId}
        phone={{ rowHeightPx: 64, cell: (item) => <PhoneItem item={item} assignee={nameOf(people, item)} /> }}
      />
      <Suspense>
        {chosen.length > 0 && (
          <BulkBar
            projectId={projectId}
            items={chosen}
            people={people}
            onClear={() => setSelected(new Set())}
            onRemove={() => closeIfOpen(selected)}
          />
        )}
        {rowMenu !== null && (
          <RowMenu
            projectId={projectId}
            request={rowMenu}
            items={all.filter(({ id }) => rowMenu.itemIds.includes(id))}
            people={people}
            onClose={() => setRowMenu(null)}
          />
        )}
      </Suspense>
    </div>
  )
}

function nameOf(people: readonly Person[], item: ProjectItem): string | null {
  return people.find((person) => person.id === item.assigneeId)?.name ?? null
}
