import { describe, expect, it } from 'vitest'
import { buildItem, buildItems, idOf } from '../../../test/builders.ts'
import { twice, who } from '../../../test/guesses.ts'
import * as guesses from './guesses.ts'

describe('guesses about items', () => {
  const one = buildItem({ id: idOf(10) })
  const two = buildItem({ id: idOf(11), status: 'ready' })
  const state = buildItems(one, two)

  it('change the chosen rows and name who did it', () => {
    const next = twice(guesses.guessItems(who, [one.id], { status: 'in_review', dueAt: undefined }), state)
    expect(next.data[0]).toEqual({
      ...one,
      status: 'in_review',
      revision: 2,
      updatedAt: who.at,
      updatedBy: who.actor,
    })
    expect(next.data[1]).toBe(two)
  })

  it('leave rows alone that are so already', () => {
    expect(guesses.guessItems(who, [two.id], { status: 'ready' })(state)).toBe(state)
  })

  it('make way for newer rows after the reply', () => {
    const known = guesses.knownItems(who, [{ ...one, status: 'in_review', revision: 2 }])
    expect(twice(known, state).data[0]?.status).toBe('in_review')
    const newer = buildItems({ ...one, status: 'ready', revision: 3 }, two)
    expect(known(newer)).toBe(newer)
  })

  it('take rows out', () => {
    expect(twice(guesses.guessItemsRemoved(who, [one.id]), state).data).toEqual([two])
  })
})
