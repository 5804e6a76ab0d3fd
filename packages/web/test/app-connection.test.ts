import type { ConnectionStatus } from '@copydesk/client'
import { describe, expect, it } from 'vitest'
import { AppConnectionWatch } from '../src/session/app-connection.ts'

const status = (told: Pick<ConnectionStatus, 'status' | 'reason'>): ConnectionStatus =>
  ({ ...told, words: 'Some words.', lastUpdateAt: null, transport: null, fallback: null }) as ConnectionStatus
const live = status({ status: 'live', reason: 'connected' })
const starting = status({ status: 'connecting', reason: 'starting' })
const lost = status({ status: 'reconnecting', reason: 'connection_lost' })

describe('the connection of the app, as evidence', () => {
  it('knows nothing before it was told', () => {
    expect(new AppConnectionWatch().read(5)).toBeNull()
  })

  it('counts from when it was live last, through whatever it tries meanwhile', () => {
    const watch = new AppConnectionWatch()
    watch.note(starting, 1_000)
    watch.note(lost, 20_000)
    expect(watch.read(41_000)).toMatchObject({ status: 'reconnecting', notLiveMs: 40_000 })
    watch.note(live, 42_000)
    expect(watch.read(99_000)).toMatchObject({ status: 'live', notLiveMs: 0 })
    watch.note(lost, 100_000)
    expect(watch.read(101_000)).toMatchObject({ notLiveMs: 1_000 })
  })
})
