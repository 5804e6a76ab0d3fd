/**
 * What single keys do to the row that has the focus, and to all selected ones where it is among them. The list is
 * where the help about keys takes its lines from.
 */
import type { Id, ProjectItem } from '@copydesk/contract'
import { useNavigate } from 'react-router'
import { gridKeys } from '../../../design/index.ts'
import type { Key } from '../../../frame/keys/key-registry.ts'
import { useKeys } from '../../../frame/keys/use-keys.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'

/** A menu that a key asked for. */
export interface RowMenuRequest {
  kind: 'status' | 'assignee' | 'due'
  itemIds: readonly Id[]
  /** The cell that it stands beside, or the row where that cell is not shown. */
  anchor: HTMLElement
}

export interface ItemKeysOptions {
  rows: readonly ProjectItem[]
  selected: ReadonlySet<Id>
  /** Switches one between selected and not; null where rows cannot be. */
  onToggle: ((itemId: Id) => void) | null
  onMenu: (request: RowMenuRequest) => void
  onComment: (itemId: Id) => void
  onRemove: (items: readonly ProjectItem[]) => void
}

const searchField = 'main input[type="search"], main [role="searchbox"]'

export function useItemKeys(options: ItemKeysOptions): void {
  const { rows, selected, onToggle } = options
  const navigate = useNavigate()
  const mayReview = useMay('item.review')
  const mayWrite = useMay('item.write')
  const mayComment = useMay('comment.write')

  /** For the row that has the focus; elsewhere the key does nothing. */
  const onRow = (act: (item: ProjectItem, row: HTMLElement) => void) => (focused: Element) => {
    const row = focused.closest<HTMLElement>('[role="grid"] [data-row-id]')
    const item = rows.find(({ id }) => id === row?.dataset.rowId)
    if (row !== null && item !== undefined) act(item, row)
  }
  const withSelected = (item: ProjectItem) =>
    selected.has(item.id) ? rows.filter(({ id }) => selected.has(id)) : [item]
  const menu = (kind: RowMenuRequest['kind']) =>
    onRow((item, row) =>
      options.onMenu({
        kind,
        itemIds: withSelected(item).map(({ id }) => id),
        anchor: row.querySelector<HTMLElement>(`[data-column="${kind}"]`) ?? row,
      }),
    )

  const keys: Key[] = [
    { key: 'j', words: 'Next row', repeats: true, run: (focused) => moveBy('ArrowDown', focused) },
    { key: 'k', words: 'Previous row', repeats: true, run: (focused) => moveBy('ArrowUp', focused) },
    {
      key: 'c',
      words: mayComment ? 'Comment on it' : 'Read its comments',
      run: onRow(({ id }) => options.onComment(id)),
    },
    {
      key: 'e',
      words: 'Open its text',
      run: onRow(
        ({ contentId, versionId }) => void navigate(paths.contentItem(contentId, { version: versionId })),
      ),
    },
    ...(mayReview ? [{ key: 's', words: 'Set the status', run: menu('status') }] : []),
    ...(mayWrite
      ? [
          { key: 'a', words: 'Assign it', run: menu('assignee') },
          { key: 'd', words: 'Set the due date', run: menu('due') },
          {
            key: 'Delete',
            words: 'Remove it from the project',
            run: onRow((item) => options.onRemove(withSelected(item))),
          },
        ]
      : []),
    ...(onToggle ? [{ key: 'x', words: 'Select it', run: onRow(({ id }) => onToggle(id)) }] : []),
    { key: '/', words: 'Search', run: () => document.querySelector<HTMLElement>(searchField)?.focus() },
  ]
  useKeys('In the table', gridKeys)
  useKeys('On an item', keys)
}

/** As the arrow does; from outside the table, to the row that one left. */
function moveBy(arrow: 'ArrowDown' | 'ArrowUp', focused: Element): void {
  const isOnRow = focused.matches('[role="grid"] [data-row-id]')
  if (isOnRow)
    focused.dispatchEvent(new KeyboardEvent('keydown', { key: arrow, bubbles: true, cancelable: true }))
  else document.querySelector<HTMLElement>('main [role="grid"] [data-row-id][tabindex="0"]')?.focus()
}
