import type { ConnectionStatus } from '@copydesk/client'
import { describe, expect, it } from 'vitest'
import { explain, messageFor } from '../src/frame/why-not-live.ts'

const about = { words: 'It is so.', lastUpdateAt: null, transport: null, fallback: null }
const notLive: readonly Pick<ConnectionStatus, 'status' | 'reason'>[] = [
  { status: 'delayed', reason: 'polling' },
  { status: 'delayed', reason: 'buffered' },
  { status: 'delayed', reason: 'catching_up' },
  { status: 'reconnecting', reason: 'connection_lost' },
  { status: 'reconnecting', reason: 'no_connection' },
  { status: 'reconnecting', reason: 'no_reply' },
  { status: 'reconnecting', reason: 'refused' },
  { status: 'reconnecting', reason: 'server_unreachable' },
  { status: 'reconnecting', reason: 'changing_transport' },
  { status: 'offline', reason: 'no_network' },
  { status: 'off', reason: 'switched_off' },
  { status: 'off', reason: 'signed_out' },
  { status: 'off', reason: 'not_started' },
]
const status = (told: Pick<ConnectionStatus, 'status' | 'reason'>, more = {}) =>
  ({ ...about, ...told, ...more }) as ConnectionStatus

describe('why it is not live', () => {
  it.each(notLive)('$status, $reason: what happens, what works, what to do, in plain words', (told) => {
    const { what, works, toDo } = explain(status(told)) ?? { what: '', works: '', toDo: '' }
    for (const sentence of [what, works, toDo]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toMatch(/\d{3}|WebSocket|HTTP|proxy|Upgrade|_/)
    }
  })

  it('has nothing to explain while it is live, or about to be', () => {
    expect(explain(status({ status: 'live', reason: 'connected' }))).toBeNull()
    expect(explain(status({ status: 'connecting', reason: 'starting' }))).toBeNull()
  })

  it('does not blame the way for what is switched off', () => {
    const fallback = { transport: 'websocket', reason: 'switched_off' }
    const polling = explain(status({ status: 'delayed', reason: 'polling' }, { fallback }))
    expect(polling?.what).toContain('switched off')
  })

  it('is told to an administrator with the place and the time', () => {
    const delayed = status({ status: 'delayed', reason: 'buffered' })
    const place = { origin: 'https://desk.example', checksUrl: 'https://desk.example/checks', now: 0 }
    const message = messageFor(delayed, place)
    expect(message).toContain('at https://desk.example (1 Jan 1970')
    expect(message).toContain('It says: "It is so."')
    expect(message).toContain('https://desk.example/checks')
  })
})
