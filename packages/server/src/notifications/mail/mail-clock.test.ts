import { defaultMailSettings, type MailSettings } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { nextDigest, quietUntil } from './mail-clock.ts'

const berlin = 'Europe/Berlin'
const at = (text: string) => Date.parse(text)
const text = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())

describe('quiet hours', () => {
  const settings: MailSettings = { ...defaultMailSettings, quietHours: { from: 20, to: 7 } }
  const until = (instant: string, zone = berlin, own = settings) => text(quietUntil(at(instant), own, zone))

  it('end in the morning of the next working day, by the clock of the zone', () => {
    // A Tuesday evening in winter.
    expect(until('2026-03-03T18:59:59Z')).toBe('2026-03-03T18:59:59.000Z')
    expect(until('2026-03-03T19:00:00Z')).toBe('2026-03-04T06:00:00.000Z')
    expect(until('2026-03-04T05:00:00Z')).toBe('2026-03-04T06:00:00.000Z')
    // Friday evening, Saturday noon and Sunday: until Monday.
    for (const instant of ['2026-03-06T20:00:00Z', '2026-03-07T11:00:00Z', '2026-03-08T22:59:00Z']) {
      expect(until(instant)).toBe('2026-03-09T06:00:00.000Z')
    }
    expect(until('2026-03-03T19:00:00Z', 'America/New_York')).toBe('2026-03-03T19:00:00.000Z')
  })

  it('hold over the nights in which clocks are changed', () => {
    expect(until('2026-03-29T23:00:00Z')).toBe('2026-03-30T05:00:00.000Z')
    expect(until('2026-10-25T22:00:00Z')).toBe('2026-10-26T06:00:00.000Z')
    const inGap: MailSettings = { ...settings, workingDays: [7], quietHours: { from: 22, to: 2 } }
    expect(until('2026-03-29T00:30:00Z', berlin, inGap)).toBe('2026-03-29T01:00:00.000Z')
  })

  it('within a day, around the clock, and none', () => {
    const noon = { ...settings, quietHours: { from: 12, to: 14 } }
    expect(until('2026-03-03T11:30:00Z', berlin, noon)).toBe('2026-03-03T13:00:00.000Z')
    expect(until('2026-03-03T13:00:00Z', berlin, noon)).toBe('2026-03-03T13:00:00.000Z')
    const none = { ...settings, quietHours: null, workingDays: [] }
    expect(until('2026-03-07T23:00:00Z', berlin, none)).toBe('2026-03-07T23:00:00.000Z')
  })
})

describe('the digest', () => {
  const next = (
    instant: string,
    change: Partial<MailSettings['digest']> = {},
    { zone = berlin, last }: { zone?: string; last?: string } = {},
  ) => {
    const digest = { ...defaultMailSettings.digest, ...change }
    const lastAt = last === undefined ? undefined : at(last)
    return text(nextDigest(at(instant), { ...defaultMailSettings, digest }, zone, lastAt))
  }

  it('comes at its hour on the next working day', () => {
    expect(next('2026-03-03T06:59:00Z')).toBe('2026-03-03T07:00:00.000Z')
    expect(next('2026-03-03T07:00:00Z')).toBe('2026-03-04T07:00:00.000Z')
    expect(next('2026-03-06T12:00:00Z')).toBe('2026-03-09T07:00:00.000Z')
    expect(next('2026-03-03T06:59:00Z', {}, { zone: 'Asia/Kathmandu' })).toBe('2026-03-04T02:15:00.000Z')
  })

  it('keeps its hour when clocks are changed', () => {
    expect(next('2026-03-27T12:00:00Z')).toBe('2026-03-30T06:00:00.000Z')
    expect(next('2026-10-23T12:00:00Z')).toBe('2026-10-26T07:00:00.000Z')
    const sunday = { every: 'weekly', weekday: 7, hour: 2 } as const
    expect(next('2026-03-28T12:00:00Z', sunday)).toBe('2026-03-29T01:00:00.000Z')
    expect(next('2026-10-24T12:00:00Z', sunday)).toBe('2026-10-25T00:00:00.000Z')
  })

  it('comes once in a period, whatever is changed after it', () => {
    const last = '2026-03-03T07:00:01Z'
    expect(next('2026-03-03T08:00:00Z', { hour: 18 }, { last })).toBe('2026-03-04T17:00:00.000Z')
    expect(next('2026-03-03T08:00:00Z', { every: 'weekly', weekday: 5 }, { last })).toBe(
      '2026-03-13T07:00:00.000Z',
    )
    expect(next('2026-03-09T06:00:00Z', { every: 'weekly', weekday: 1 }, { last })).toBe(
      '2026-03-09T07:00:00.000Z',
    )
  })

  it('comes never where it is off', () => {
    expect(next('2026-03-03T07:00:00Z', { every: 'off' })).toBeUndefined()
  })
})
