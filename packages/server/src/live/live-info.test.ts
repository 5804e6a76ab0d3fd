import { describe, expect, it } from 'vitest'
import { type LiveSettings, liveInfo, whyOff } from './live-info.ts'

const all: LiveSettings = {
  websocketsEnabled: true,
  transports: ['websocket', 'http_stream', 'sse', 'poll'],
  sources: {},
}

describe('liveInfo', () => {
  it('lists every transport by default', () => {
    expect(liveInfo(all)).toEqual({
      websocket: { enabled: true },
      transports: ['websocket', 'http_stream', 'sse', 'poll'],
    })
  })

  it('lists what is left without WebSockets, and names the switch and where it was set', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment' } as const
    expect(liveInfo({ ...all, websocketsEnabled: false, sources })).toEqual({
      websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false' },
      transports: ['http_stream', 'sse', 'poll'],
    })
  })

  it('says why nothing is left', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment', COPYDESK_TRANSPORTS: 'file' } as const
    expect(liveInfo({ ...all, transports: [], sources })).toEqual({
      websocket: { enabled: false, reason: 'COPYDESK_TRANSPORTS (file) is none' },
      transports: [],
      reason: 'COPYDESK_TRANSPORTS (file) is none',
    })
    expect(liveInfo({ websocketsEnabled: false, transports: ['websocket'], sources })).toMatchObject({
      transports: [],
      reason:
        'COPYDESK_WEBSOCKETS_ENABLED (environment) is false, and COPYDESK_TRANSPORTS (file) lists nothing else',
    })
  })
})

describe('whyOff', () => {
  it('names COPYDESK_TRANSPORTS for what it does not list', () => {
    const settings: LiveSettings = { ...all, transports: ['poll'], sources: { COPYDESK_TRANSPORTS: 'file' } }
    expect(whyOff('http_stream', settings)).toBe('COPYDESK_TRANSPORTS (file) does not list http_stream')
    expect(whyOff('poll', settings)).toBeUndefined()
  })
})
