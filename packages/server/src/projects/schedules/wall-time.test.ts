import { describe, expect, it } from 'vitest'
import { createScheduleTest } from '../../../test/schedule-test.ts'
import { dueAtOf, offsetOf, parseWallTime, systemZoneRules } from './wall-time.ts'

const at = (text: string) => Date.parse(text)

describe('a wall time', () => {
  it.each([
    ['2026-12-24T09:00', '2026-12-24T09:00:00'],
    ['2026-12-24 09:00:30', '2026-12-24T09:00:30'],
    ['2026-12-24T09:00:00.250', '2026-12-24T09:00:00.25'],
    ['2028-02-29T00:00', '2028-02-29T00:00:00'],
  ])('%s is one', (typed, stored) => {
    expect(parseWallTime(typed)).toBe(stored)
  })

  it.each([
    '2026-02-30T09:00',
    '2027-02-29T09:00',
    '2026-13-01T09:00',
    '2026-12-24T24:00',
    '2026-12-24T09:60',
    '2026-12-24T09:00Z',
    '2026-12-24T09:00+01:00',
    '2026-12-24',
    '24.12.2026 09:00',
    '',
  ])('%s is none', (typed) => {
    expect(parseWallTime(typed)).toBeNull()
  })

  it.each([
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
    ['2026-03-08T02:00', 'America/New_York', '2026-03-08T06:00:00Z', '2026-03-08T07:00:00Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:15:00Z', '2026-10-03T15:45:00Z'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-29T22:00:00Z', '2011-12-30T22:00:00Z'],
  ])('%s is skipped in %s', (wall, zone, earlier, later) => {
    const found = systemZoneRules.instantsOf(wall, zone)
    expect(found).toEqual({ kind: 'skipped', earlier: at(earlier), later: at(later) })
  })

  it.each([
    ['2026-10-25T02:00', 'Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    ['2026-11-01T01:59:59.999', 'America/New_York', '2026-11-01T05:59:59.999Z', '2026-11-01T06:59:59.999Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
  ])('%s is shown twice in %s', (wall, zone, earlier, later) => {
    const found = systemZoneRules.instantsOf(wall, zone)
    expect(found).toEqual({ kind: 'twice', earlier: at(earlier), later: at(later) })
  })

  it.each([
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z', '+02:00'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z', '+01:00'],
    ['2026-10-25T01:59:59.999', 'Europe/Berlin', '2026-10-24T23:59:59.999Z', '+02:00'],
    ['2026-07-01T12:00', 'Asia/Kathmandu', '2026-07-01T06:15:00Z', '+05:45'],
    ['2026-07-01T12:00', 'America/St_Johns', '2026-07-01T14:30:00Z', '-02:30'],
    ['2026-07-01T12:00', 'Pacific/Kiritimati', '2026-06-30T22:00:00Z', '+14:00'],
  ])('%s is one instant in %s', (wall, zone, instant, offset) => {
    expect(systemZoneRules.instantsOf(wall, zone)).toEqual({ kind: 'once', at: at(instant) })
    expect(offsetOf(wall, at(instant))).toBe(offset)
  })

  it('that later rules skip or repeat is still an instant', () => {
    const rules = (kind: 'twice' | 'skipped') => ({
      edition: '2099a',
      instantsOf: () => ({ kind, earlier: 1, later: 2 }) as const,
    })
    const time = { wallTime: '2026-12-24T09:00:00', timeZone: 'UTC' }
    expect(dueAtOf({ ...time, occurrence: null }, rules('skipped'))).toBe(2)
    expect(dueAtOf({ ...time, occurrence: null }, rules('twice'))).toBe(1)
    expect(dueAtOf({ ...time, occurrence: 'later' }, rules('twice'))).toBe(2)
  })
})

describe('a time that is asked for', () => {
  it.each([
    [{ wallTime: 'tomorrow' }, 'time_invalid', '/wallTime', '"tomorrow" is no date and time.'],
    [
      { timeZone: 'Europe/Atlantis' },
      'time_zone_unknown',
      '/timeZone',
      'There is no time zone "Europe/Atlantis".',
    ],
    [{ timeZone: '+02:00' }, 'time_zone_unknown', '/timeZone', 'There is no time zone "+02:00".'],
    [
      { wallTime: '2026-03-02T10:00' },
      'time_in_past',
      '/wallTime',
      '2026-03-02, 10:00 has passed in Europe/Berlin.',
    ],
    [
      { wallTime: '1999-12-31T23:59' },
      'time_in_past',
      '/wallTime',
      '1999-12-31, 23:59 has passed in Europe/Berlin.',
    ],
    [
      { wallTime: '2026-03-29T02:30' },
      'time_skipped',
      '/wallTime',
      'The clocks of Europe/Berlin are set forward and never show 02:30 on 2026-03-29; they do show 2026-03-29, 01:30 and 2026-03-29, 03:30.',
    ],
    [
      { wallTime: '2026-10-25T02:30' },
      'time_repeated',
      '/occurrence',
      'The clocks of Europe/Berlin are set back and show 02:30 on 2026-10-25 twice: say which.',
    ],
  ])('%j is refused as %s', async (asked, code, path, detail) => {
    const { readyProject, schedule, schedules, statuses } = await createScheduleTest()
    const { project } = await readyProject('Home')
    const answer = await schedule(project.id, {
      wallTime: '2026-03-10T09:00',
      timeZone: 'Europe/Berlin',
      ...asked,
    })
    expect(answer.json()).toMatchObject({ status: 400, code, detail, errors: [{ path }] })
    expect(await schedules()).toEqual([])
    expect(await statuses(project)).toEqual(['ready'])
  })

  it('of a clock that shows it twice is the one that was said', async () => {
    const { readyProject, schedule, scheduled, send } = await createScheduleTest()
    const { project } = await readyProject('Home')
    const asked = { wallTime: '2026-10-25T02:30', timeZone: 'europe/berlin' }
    expect((await schedule(project.id, asked)).json().choices).toEqual([
      { occurrence: 'earlier', offset: '+02:00', at: '2026-10-25T00:30:00.000Z' },
      { occurrence: 'later', offset: '+01:00', at: '2026-10-25T01:30:00.000Z' },
    ])
    const made = await scheduled(project.id, { ...asked, occurrence: 'later' })
    expect(made).toMatchObject({
      timeZone: 'Europe/Berlin',
      occurrence: 'later',
      dueAt: '2026-10-25T01:30:00.000Z',
    })
    const moved = await send('PATCH', `/projects/${project.id}/schedule`, { occurrence: 'earlier' })
    expect(moved.json()).toMatchObject({ occurrence: 'earlier', dueAt: '2026-10-25T00:30:00.000Z' })
    const once = await send('PATCH', `/projects/${project.id}/schedule`, { timeZone: 'UTC' })
    expect(once.json()).toMatchObject({ occurrence: null, dueAt: '2026-10-25T02:30:00.000Z' })
  })
})
