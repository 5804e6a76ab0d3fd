import type { Id } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { type LiveChoice, type LiveChoices, nothingChosen } from './live-choices.ts'
import { type LiveSettings, liveInfo, liveState, whyOff } from './live-info.ts'

const all: LiveSettings = {
  websocketsEnabled: true,
  transports: ['websocket', 'http_stream', 'sse', 'poll'],
  sources: {},
}
const id: Id = '0198c0de-0000-7000-8000-000000000001'
const offByAnna: LiveChoice = {
  enabled: false,
  changedBy: { id, kind: 'person' },
  changedByName: 'Anna Admin',
  changedAt: 0,
}
const info = (settings: Partial<LiveSettings>, choices: Partial<LiveChoices> = {}) =>
  liveInfo({ settings: { ...all, ...settings }, choices: { ...nothingChosen, ...choices } })

describe('liveInfo', () => {
  it('lists every transport by default', () => {
    expect(info({})).toEqual({
      websocket: { enabled: true },
      transports: ['websocket', 'http_stream', 'sse', 'poll'],
    })
  })

  it('lists what is left without WebSockets, and names the switch and where it was set', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment' } as const
    expect(info({ websocketsEnabled: false, sources })).toEqual({
      websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false' },
      transports: ['http_stream', 'sse', 'poll'],
    })
  })

  it('says why nothing is left', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment', COPYDESK_TRANSPORTS: 'file' } as const
    expect(info({ transports: [], sources })).toEqual({
      websocket: { enabled: false, reason: 'COPYDESK_TRANSPORTS (file) is none' },
      transports: [],
      reason: 'COPYDESK_TRANSPORTS (file) is none',
    })
    expect(info({ websocketsEnabled: false, transports: ['websocket'], sources })).toMatchObject({
      transports: [],
      reason:
        'COPYDESK_WEBSOCKETS_ENABLED (environment) is false, and COPYDESK_TRANSPORTS (file) lists nothing else',
    })
  })

  it('names who switched WebSockets off, or everything', () => {
    expect(info({}, { websocket: offByAnna })).toEqual({
      websocket: { enabled: false, reason: 'by Anna Admin in the app' },
      transports: ['http_stream', 'sse', 'poll'],
    })
    expect(info({}, { all: offByAnna })).toEqual({
      websocket: { enabled: false, reason: 'by Anna Admin in the app' },
      transports: [],
      reason: 'by Anna Admin in the app',
    })
    expect(info({ transports: ['websocket'] }, { websocket: offByAnna })).toMatchObject({
      transports: [],
      reason: 'WebSockets by Anna Admin in the app, and COPYDESK_TRANSPORTS (default) lists nothing else',
    })
  })

  it('lets a setting win over what was chosen', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment' } as const
    expect(info({ websocketsEnabled: false, sources }, { websocket: offByAnna }).websocket).toEqual({
      enabled: false,
      reason: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false',
    })
  })
})

describe('liveState', () => {
  const state = (settings: Partial<LiveSettings>, choices: Partial<LiveChoices>, isSignedIn = true) =>
    liveState({ settings: { ...all, ...settings }, choices: { ...nothingChosen, ...choices } }, isSignedIn)

  it('says who chose what, and which setting leaves no choice', () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment' } as const
    expect(state({ websocketsEnabled: false, sources }, { all: offByAnna }).switches).toEqual({
      all: {
        enabled: false,
        changedBy: { id, kind: 'person' },
        changedAt: '1970-01-01T00:00:00.000Z',
        fixedBy: null,
      },
      websocket: {
        enabled: true,
        changedBy: null,
        changedAt: null,
        fixedBy: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false',
      },
    })
    expect(state({ transports: [] }, {}).switches.all.fixedBy).toBe('COPYDESK_TRANSPORTS (default) is none')
  })

  it('tells no names to who is not signed in', () => {
    const told = state({}, { all: offByAnna }, false)
    expect(told.reason).toBe('by an administrator in the app')
    expect(told.switches.all).toMatchObject({ enabled: false, changedBy: null })
    expect(JSON.stringify(told)).not.toContain('Anna')
  })
})

describe('whyOff', () => {
  it('names COPYDESK_TRANSPORTS for what it does not list', () => {
    const settings: LiveSettings = { ...all, transports: ['poll'], sources: { COPYDESK_TRANSPORTS: 'file' } }
    const facts = { settings, choices: nothingChosen }
    expect(whyOff('http_stream', facts)).toBe('COPYDESK_TRANSPORTS (file) does not list http_stream')
    expect(whyOff('poll', facts)).toBeUndefined()
  })
})
