import { describe, expect, it } from 'vitest'
import { type LiveSettings, liveInfo } from './live-info.ts'

const all: LiveSettings = {
  websocketsEnabled: true,
  transports: ['websocket', 'http_stream', 'sse', 'poll'],
  sources: {},
}

describe('liveInfo', () => {
  it('lists only what this version serves', () => {
    expect(liveInfo(all)).toEqual({ websocket: { enabled: true }, transports: ['websocket'] })
  })

  it('names the switch, where it was set, and that nothing is left', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment' } as const
    expect(liveInfo({ ...all, websocketsEnabled: false, sources })).toEqual({
      websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false' },
      transports: [],
      reason: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false, and this version has no other transport',
    })
  })

  it.each([
    [[], 'COPYDESK_TRANSPORTS (file) is none'],
    [
      ['poll'] as const,
      'COPYDESK_TRANSPORTS (file) does not list websocket, and this version has no other transport',
    ],
  ])('names COPYDESK_TRANSPORTS for %j', (transports, reason) => {
    const info = liveInfo({ ...all, transports, sources: { COPYDESK_TRANSPORTS: 'file' } })
    expect(info).toMatchObject({ websocket: { enabled: false }, transports: [], reason })
  })
})
