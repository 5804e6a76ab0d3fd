import type { Actor } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { ConfirmedState } from './confirmed-state.ts'

const ada: Actor = { kind: 'person', id: 'p1' } as unknown as Actor
const position = { channel: 'project:1', epoch: 'e', offset: 4 }

function loadedState() {
  const confirmed = new ConfirmedState<{ sum: number }, number>((state, event) => {
    if (event < 0) throw new Error('no such number')
    return event === 0 ? null : { sum: state.sum + event }
  })
  confirmed.load({ state: { sum: 1 }, position })
  return confirmed
}

it('stands where its last event stood', () => {
  const confirmed = loadedState()
  confirmed.apply(2, 5, ada)
  expect(confirmed.state).toEqual({ sum: 3 })
  expect(confirmed.position).toEqual({ ...position, offset: 5 })
})

it('is unmoved by an event that its reducer throws at', () => {
  const confirmed = loadedState()
  expect(() => confirmed.apply(-1, 5, ada)).toThrow('no such number')
  expect(confirmed.state).toEqual({ sum: 1 })
  expect(confirmed.position).toEqual(position)
})

it('keeps the last state once it is gone, moves on, and is there again with a snapshot', () => {
  const confirmed = loadedState()
  confirmed.apply(0, 5, ada)
  confirmed.apply(2, 6, null)
  expect([confirmed.isGone, confirmed.goneBy, confirmed.state]).toEqual([true, ada, { sum: 1 }])
  expect(confirmed.position?.offset).toBe(6)
  confirmed.load({ state: { sum: 9 }, position })
  expect([confirmed.isGone, confirmed.goneBy, confirmed.state]).toEqual([false, null, { sum: 9 }])
})
