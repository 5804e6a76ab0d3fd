import type { LiveState, LiveSwitch } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { twice, who } from '../../test/guesses.ts'
import * as guesses from './guesses.ts'

describe('guesses about the switches of live updates', () => {
  const untouched: LiveSwitch = { enabled: true, changedBy: null, changedAt: null, fixedBy: null }
  const state: LiveState = {
    websocket: { enabled: true },
    transports: ['websocket', 'poll'],
    switches: { all: untouched, websocket: untouched },
  }

  it('turn the switch and name who did, and leave it to the server what is on then', () => {
    const next = twice(guesses.guessLive(who, { websocket: { enabled: false } }), state)
    expect(next.switches.websocket).toEqual({
      ...untouched,
      enabled: false,
      changedBy: who.actor,
      changedAt: who.at,
    })
    expect([next.switches.all, next.transports]).toEqual([untouched, state.transports])
  })

  it('change nothing where it is so already', () => {
    expect(guesses.guessLive(who, { enabled: true })(state)).toBe(state)
  })
})
