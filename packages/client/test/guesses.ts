/** What the tests of guesses share: who writes, and that a guess made twice changes nothing more. */
import { expect } from 'vitest'
import type { Authorship } from '../src/live/guess.ts'
import { ada } from './builders.ts'

export const who: Authorship = {
  commandId: 'c1',
  actor: { id: ada.id, kind: 'person' },
  at: '2026-01-02T00:00:00.000Z',
}

/** A guess that is there already changes nothing, so that it can be told when it is needless. */
export function twice<State>(guess: (state: State) => State, state: State): State {
  const once = guess(state)
  expect(guess(once)).toBe(once)
  return once
}
