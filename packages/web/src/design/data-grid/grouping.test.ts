import { describe, expect, it } from 'vitest'
import { type Grouping, linesOf } from './grouping.ts'

interface Fruit {
  id: string
  colour: string
}
const rows: Fruit[] = [
  { id: 'cherry', colour: 'red' },
  { id: 'lime', colour: 'green' },
  { id: 'apple', colour: 'red' },
]
const byColour: Grouping<Fruit> = {
  id: 'colour',
  keyOf: (row) => row.colour,
  nameOf: (key) => key.toUpperCase(),
  compare: (left, right) => left.localeCompare(right),
}
const idsOf = (grouping: Grouping<Fruit> | null, folded: string[] = []) =>
  linesOf(rows, grouping, new Set(folded)).map((line) => line.id)

describe('the lines of a grid', () => {
  it('are its rows without a grouping', () => {
    expect(idsOf(null)).toEqual(['cherry', 'lime', 'apple'])
  })

  it('are the groups in their order, and in each its rows in theirs', () => {
    expect(idsOf(byColour)).toEqual(['group colour green', 'lime', 'group colour red', 'cherry', 'apple'])
  })

  it('leave out what is folded away, which its heading still counts', () => {
    const lines = linesOf(rows, byColour, new Set(['group colour red']))
    expect(lines.map((line) => line.id)).toEqual(['group colour green', 'lime', 'group colour red'])
    expect(lines.at(-1)).toMatchObject({ name: 'RED', isFolded: true, rowIds: ['cherry', 'apple'] })
  })

  it('are none without rows', () => {
    expect(linesOf([], byColour, new Set())).toEqual([])
  })
})
