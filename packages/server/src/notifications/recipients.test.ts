import { describe, expect, it } from 'vitest'
import { concernsOfComment, concernsOfItems, recipientsOf } from './recipients.ts'

const item = { id: 'item', assigneeId: 'ben', authorId: 'cleo' }

describe('recipientsOf', () => {
  it('tells each person once, for the strongest reason, and never the one who did it', () => {
    const concerns = concernsOfComment({
      mentioned: ['cleo', 'anna'],
      participants: ['ben', 'cleo', 'dora'],
      item,
      ownerId: 'dora',
    })
    expect(recipientsOf(concerns, 'anna')).toEqual([
      { personId: 'ben', reason: 'reply', itemIds: ['item'] },
      { personId: 'cleo', reason: 'mention', itemIds: ['item'] },
      { personId: 'dora', reason: 'reply', itemIds: [] },
    ])
  })

  it('tells of all items that concern a person, those of the strongest reason first', () => {
    const items = [
      { id: '1', assigneeId: null, authorId: 'anna' },
      { id: '2', assigneeId: 'ben', authorId: 'anna' },
      { id: '3', assigneeId: 'anna', authorId: null },
    ]
    expect(recipientsOf(concernsOfItems(items, 'anna'), 'dora')).toEqual([
      { personId: 'anna', reason: 'assigned', itemIds: ['3', '1', '2'] },
      { personId: 'ben', reason: 'assigned', itemIds: ['2'] },
    ])
  })

  it('tells nobody where nobody is concerned', () => {
    expect(recipientsOf(concernsOfItems([{ ...item, assigneeId: null, authorId: null }], null), 'a')).toEqual(
      [],
    )
  })
})
