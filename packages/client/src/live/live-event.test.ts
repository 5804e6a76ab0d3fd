import { expect, it } from 'vitest'
import { readLiveEvent } from './live-event.ts'

it('reads the command and the actor of an event, and nothing of what has another shape', () => {
  const actor = { id: 'p1', name: 'Ada' }
  expect(readLiveEvent({ type: 'x', commandId: 'c1', actor })).toEqual({ commandId: 'c1', actor })
  expect(readLiveEvent({ commandId: 7, actor: 'Ada' })).toEqual({})
  expect(readLiveEvent({ actor: {} })).toEqual({})
  for (const event of [null, undefined, 'text', 3, []]) expect(readLiveEvent(event)).toEqual({})
})
