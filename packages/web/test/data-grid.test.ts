import { describe, expect, it } from 'vitest'
import { type Column, saysMark, sortRows } from '../src/design/data-grid/columns.ts'
import { rowByKey } from '../src/design/data-grid/navigation.ts'
import { extended, selectionState, toggled } from '../src/design/data-grid/selection.ts'

interface Row {
  id: string
  title: string
  due: number | null
}
const rows: Row[] = [
  { id: 'a', title: 'Item 10', due: 2 },
  { id: 'b', title: 'item 9', due: null },
  { id: 'c', title: 'Ärende', due: 1 },
]
const columns: Column<Row>[] = [
  { id: 'title', heading: 'Title', width: '1fr', cell: (row) => row.title, sortBy: (row) => row.title },
  { id: 'due', heading: 'Due', width: '1fr', cell: (row) => row.due, sortBy: (row) => row.due },
  { id: 'plain', heading: 'Plain', width: '1fr', cell: () => null },
]
const order = (column: string, direction: 'ascending' | 'descending') =>
  sortRows(rows, columns, { column, direction }).map((row) => row.id)

describe('saysMark', () => {
  const mark = { by: 'Ada', deed: 'moved it', fields: ['due'] }
  it('once for a run of rows of which the same is said, and again on each screen of a long one', () => {
    expect(saysMark(columns, 4, mark, undefined)).toBe(true)
    expect(saysMark(columns, 5, mark, { ...mark })).toBe(false)
    expect(saysMark(columns, 20, mark, { ...mark })).toBe(true)
  })
  it('where somebody else did it, or something else was done, or elsewhere', () => {
    for (const other of [{ by: 'Ben' }, { deed: 'assigned it' }, { fields: ['title'] }]) {
      expect(saysMark(columns, 5, mark, { ...mark, ...other })).toBe(true)
    }
  })
})

describe('sortRows', () => {
  it('reads numbers in titles and ignores case', () => {
    expect(order('title', 'ascending')).toEqual(['c', 'b', 'a'])
    expect(order('title', 'descending')).toEqual(['a', 'b', 'c'])
  })
  it('puts rows without a value last in both directions', () => {
    expect(order('due', 'ascending')).toEqual(['c', 'a', 'b'])
    expect(order('due', 'descending')).toEqual(['a', 'c', 'b'])
  })
  it('leaves the rows as they are for no sort and for a column that cannot be sorted', () => {
    expect(sortRows(rows, columns, null)).toBe(rows)
    expect(order('plain', 'ascending')).toEqual(['a', 'b', 'c'])
  })
})

describe('selection', () => {
  const ids = ['a', 'b', 'c', 'd']
  it('toggles one', () => {
    expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b'])
    expect([...toggled(new Set(['a']), 'a')]).toEqual([])
  })
  it('extends from either end, and starts anew where the anchor is gone', () => {
    expect([...extended(new Set(), ids, 'b', 'd')]).toEqual(['b', 'c', 'd'])
    expect([...extended(new Set(), ids, 'd', 'b')]).toEqual(['b', 'c', 'd'])
    expect([...extended(new Set(), ids, 'gone', 'c')]).toEqual(['c'])
  })
  it('tells none, some and all, not counting rows that are out of view', () => {
    expect(selectionState(new Set(['z']), ids)).toBe('off')
    expect(selectionState(new Set(['a']), ids)).toBe('some')
    expect(selectionState(new Set(ids), ids)).toBe('on')
  })
})

describe('rowByKey', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 8],
    ['PageUp', 3, 0],
    ['Home', 7, 0],
    ['End', 2, 9],
    ['x', 2, null],
  ])('%s from row %d leads to %s', (key, index, expected) => {
    expect(rowByKey(key, index, 10, 5)).toBe(expected)
  })
})
