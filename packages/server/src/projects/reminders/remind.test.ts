import type { Id, Notification, Person, ProjectItem, Task } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { testStart } from '../../../test/test-app.ts'
import { readNotifications } from '../../notifications/queries.ts'
import { dayAt, morningAt, morningsOf } from './mornings.ts'

/** The test begins on 2 March 2026, 09:00 UTC. */
async function setUp() {
  const test = await createDeskTest()
  const { emil } = test.people
  const { project, items } = await test.desk.projectOf('Prices', 'Terms')
  const [prices, terms] = items as [ProjectItem, ProjectItem]
  const path = `/projects/${project.id}`
  const addTask = (payload: object) =>
    call<Task>(test.ben, {
      method: 'POST',
      url: `/api/v1${path}/tasks`,
      payload: { title: 'Sign', ...payload },
    })
  const change = (what: string, payload: object) => test.send('PATCH', `${path}/${what}`, payload)
  const moveTo = (person: Person, timeZone: string | null) =>
    call(test.as(person), {
      method: 'PATCH',
      url: '/api/v1/me',
      headers: { 'if-match': '*' },
      payload: { timeZone },
    })
  let now = testStart
  /** The clock is moved to this instant, and what is due by then is done. */
  const at = async (instant: string) => {
    test.advance(Date.parse(instant) - now)
    now = Date.parse(instant)
    await test.runJobs()
  }
  const inbox = (person: { id: Id }): Promise<Notification[]> =>
    test.storage.read(
      async (tx) =>
        (await readNotifications(tx, { personId: person.id, filter: 'all', cursor: undefined, limit: 50 }))
          .data,
    )
  const reminders = async (person: { id: Id }) =>
    (await inbox(person)).flatMap(({ kind, facts, itemTitle, excerpt }) =>
      kind.endsWith('.due') ? [`${facts?.task?.title ?? itemTitle}: ${excerpt}`] : [],
    )
  return { ...test, emil, project, prices, terms, path, addTask, change, moveTo, at, reminders, inbox }
}

describe('a morning', () => {
  it.each([
    ['2026-03-05', 'Pacific/Kiritimati', '2026-03-03T18:00:00Z', '2026-03-04T18:00:00Z'],
    ['2026-03-05', 'Pacific/Pago_Pago', '2026-03-04T19:00:00Z', '2026-03-05T19:00:00Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T07:00:00Z', '2026-03-29T06:00:00Z'],
    ['2026-11-01', 'America/New_York', '2026-10-31T12:00:00Z', '2026-11-01T13:00:00Z'],
    ['2026-03-01', 'UTC', '2026-02-28T08:00:00Z', '2026-03-01T08:00:00Z'],
    // There was no 30 December 2011 in Samoa: its morning is the one after.
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T18:00:00Z', '2011-12-30T18:00:00Z'],
  ])('of %s in %s is before and on the day there', (dueAt, zone, before, on) => {
    const instants = morningsOf(dueAt).map((morning) => morningAt(morning, zone))
    expect(instants).toEqual([Date.parse(before), Date.parse(on)])
  })

  it('is of the day that it is there, on either side of midnight', () => {
    const instant = Date.parse('2026-03-05T10:30:00Z')
    expect(dayAt(instant, 'Pacific/Kiritimati')).toBe('2026-03-06')
    expect(dayAt(instant, 'Pacific/Pago_Pago')).toBe('2026-03-04')
  })
})

describe('whoever something is assigned to', () => {
  it('is reminded on the morning before and on the day, where they are, once each', async () => {
    const { emil, addTask, change, prices, moveTo, at, reminders } = await setUp()
    await moveTo(emil, 'Asia/Tokyo')
    await addTask({ assigneeId: emil.id, dueAt: '2026-03-05' })
    await change(`items/${prices.id}`, { assigneeId: emil.id, dueAt: '2026-03-05' })
    await at('2026-03-03T22:58:00.000Z')
    expect(await reminders(emil)).toEqual([])
    await at('2026-03-03T23:00:00.000Z')
    const both = ['Prices: due on 5 March 2026', 'Sign: due on 5 March 2026']
    expect((await reminders(emil)).sort()).toEqual(both)
    await at('2026-03-04T22:00:00.000Z')
    expect(await reminders(emil)).toHaveLength(2)
    await at('2026-03-04T23:00:00.000Z')
    expect((await reminders(emil)).sort()).toEqual([...both, ...both].sort())
    await at('2026-03-20T00:00:00.000Z')
    expect(await reminders(emil)).toHaveLength(4)
  })

  it('is not reminded of what was done, moved, given away or taken out, nor of what is over', async () => {
    const { emil, people, addTask, change, prices, terms, send, path, project, at, reminders } = await setUp()
    const assigneeId = emil.id
    const due = { assigneeId, dueAt: '2026-03-05' }
    const done = await addTask({ title: 'Done', ...due })
    const moved = await addTask({ title: 'Moved', ...due })
    const given = await addTask({ title: 'Given', ...due })
    const deleted = await addTask({ title: 'Deleted', ...due })
    await addTask({ title: 'Past', assigneeId, dueAt: '2026-03-01' })
    await addTask({ title: 'Today, after its morning', assigneeId, dueAt: '2026-03-02' })
    await addTask({ title: 'Of the item', itemId: terms.id, ...due })
    await change(`items/${prices.id}`, due)
    await change(`items/${terms.id}`, due)
    await change(`tasks/${done.id}`, { done: true })
    await change(`tasks/${moved.id}`, { dueAt: '2026-03-09' })
    await change(`tasks/${given.id}`, { assigneeId: people.cleo.id })
    await send('DELETE', `${path}/tasks/${deleted.id}`)
    await send('DELETE', `${path}/items/${terms.id}`)
    for (const status of ['in_review', 'ready']) await change(`items/${prices.id}`, { status })
    await at('2026-03-06T12:00:00.000Z')
    expect(await reminders(emil)).toEqual([])
    expect(await reminders(people.cleo)).toEqual(['Given: due on 5 March 2026'])
    await at('2026-03-08T08:00:00.000Z')
    expect(await reminders(emil)).toEqual(['Moved: due on 9 March 2026'])
    await send('DELETE', `/projects/${project.id}`)
    await at('2026-03-09T08:00:00.000Z')
    expect(await reminders(emil)).toHaveLength(1)
  })

  it('is told once of many that are due in a project on a day', async () => {
    const { emil, addTask, change, prices, terms, at, reminders } = await setUp()
    await change('items', { itemIds: [prices.id, terms.id], assigneeId: emil.id, dueAt: '2026-03-05' })
    for (const title of ['One', 'Two', 'Three'])
      await addTask({ title, assigneeId: emil.id, dueAt: '2026-03-05' })
    await at('2026-03-04T08:00:00.000Z')
    expect((await reminders(emil)).sort()).toEqual([
      'One: due on 5 March 2026, and 2 more',
      'Prices: due on 5 March 2026, and 1 more',
    ])
  })

  it('is reminded by the clock of wherever they went meanwhile', async () => {
    const { emil, addTask, moveTo, at, reminders } = await setUp()
    await moveTo(emil, 'Asia/Tokyo')
    await addTask({ assigneeId: emil.id, dueAt: '2026-03-05' })
    await moveTo(emil, 'America/Los_Angeles')
    await at('2026-03-04T15:59:00.000Z')
    expect(await reminders(emil)).toEqual([])
    await at('2026-03-04T16:00:00.000Z')
    expect(await reminders(emil)).toHaveLength(1)
    await moveTo(emil, 'Asia/Tokyo')
    await at('2026-03-05T16:00:00.000Z')
    expect(await reminders(emil)).toHaveLength(2)
  })

  it('is told late, and of a day once, after the server was away for a day', async () => {
    const { emil, addTask, at, reminders } = await setUp()
    await addTask({ title: 'First', assigneeId: emil.id, dueAt: '2026-03-04' })
    await addTask({ title: 'Second', assigneeId: emil.id, dueAt: '2026-03-05' })
    await at('2026-03-05T09:00:00.000Z')
    expect((await reminders(emil)).sort()).toEqual([
      'First: due on 4 March 2026',
      'Second: due on 5 March 2026',
    ])
  })

  it('is not told while they are kept out', async () => {
    const { emil, addTask, at, storage, reminders } = await setUp()
    await addTask({ assigneeId: emil.id, dueAt: '2026-03-04' })
    await storage.write((tx) =>
      tx.updateTable('people').set({ deactivated_at: 1 }).where('id', '=', emil.id).execute(),
    )
    await at('2026-03-05T09:00:00.000Z')
    expect(await reminders(emil)).toEqual([])
  })
})
