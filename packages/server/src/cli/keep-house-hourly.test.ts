import type { Project } from '@copydesk/contract'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { buildNotifications } from '../../test/build-notifications.ts'
import { createMailTest, mention, minute } from '../../test/mail-test.ts'
import { createScheduleTest } from '../../test/schedule-test.ts'
import { createSchedule } from '../projects/schedules/commands.ts'
import { projectDoor } from '../projects/schedules/project-door.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { keepHouseHourly, takeTurn } from './keep-house-hourly.ts'
import { takeUpOverdue } from './take-up-overdue.ts'

it('a server that starts lets what is scheduled follow the rules of time zones that came with it', async () => {
  const { get, people, readyProject, services, storage } = await createScheduleTest()
  const { project } = await readyProject('Home')
  const old = {
    edition: '2001a',
    instantsOf: (wallTime: string) => ({ kind: 'once' as const, at: Date.parse(`${wallTime}Z`) }),
  }
  const asked = { wallTime: '2026-03-30T09:00', timeZone: 'Europe/Berlin' }
  await services.runner.run(
    { actor: { id: people.ben.id, kind: 'person' } },
    createSchedule(projectDoor(project.id), asked, old),
  )
  const stop = keepHouseHourly(services, pino({ enabled: false }))
  await stop()
  // What had not begun when it was told to stop is left to the next server, whose turn it is then.
  expect(await storage.write((tx) => takeTurn(tx, services.now(), 300_000))).toBe(true)
  expect((await get<Project>(`/projects/${project.id}`)).schedule?.dueAt).toBe('2026-03-30T07:00:00.000Z')
})

it('removes each hour what is older than its setting says, by default and otherwise', async () => {
  const { storage, services, people } = await createScheduleTest()
  const dayMs = 24 * 60 * 60_000
  const ages = [1, 5, 100, 200]
  const at = (days: number) => services.now() - days * dayMs
  const told = await buildNotifications(services, { personId: people.ben.id, count: ages.length })
  await storage.write(async (tx) => {
    for (const [index, days] of ages.entries()) {
      const id = `${days}`
      await tx
        .insertInto('failed_work')
        .values({
          ...{ id, topic: 'mail', payload: '{}', key: null, actor_id: null, actor_kind: null, attempts: 25 },
          ...{ error: 'x', created_at: 0, failed_at: at(days) },
        })
        .execute()
      await tx
        .insertInto('mails')
        .values({
          ...{ id, person_id: 'p', kind: 'prompt', thread_key: null, address: null, title: null, note: null },
          ...{ status: 'failed', created_at: 0, begun_at: null, settled_at: at(days) },
        })
        .execute()
      const read = { read_at: at(days), seen_at: at(days) }
      await tx
        .updateTable('notifications')
        .set(read)
        .where('id', '=', told[index] ?? '')
        .execute()
    }
  })
  const left = () =>
    storage.read(async (tx) => ({
      failed: (await tx.selectFrom('failed_work').select('id').execute()).map(({ id }) => Number(id)),
      mails: (await tx.selectFrom('mails').select('id').execute()).map(({ id }) => Number(id)),
      told: (await tx.selectFrom('notifications').select('id').execute()).length,
    }))
  const leaves = async (change: Partial<typeof services.settings>, expected: object) => {
    await storage.write((tx) => tx.deleteFrom('meta').where('key', '=', 'house_kept_at').execute())
    const settings = { ...services.settings, ...change }
    const stop = keepHouseHourly({ ...services, settings }, pino({ enabled: false }))
    await expect.poll(left).toEqual(expected)
    await stop()
  }
  const { failedWorkDays, deliveryDays, inboxDays } = loadSettings({ env: {}, cwd: '/nowhere' })
  await leaves({ failedWorkDays, deliveryDays, inboxDays }, { failed: [1, 5], mails: [1, 5], told: 3 })
  await leaves({ failedWorkDays: 2 }, { failed: [1], mails: [1, 5], told: 3 })
  await leaves({ deliveryDays: 2 }, { failed: [1], mails: [1], told: 3 })
  await leaves({ inboxDays: 2 }, { failed: [1], mails: [1], told: 1 })
})

it('puts back the work of what is past due and that nothing looks after any more', async () => {
  const test = await createMailTest()
  const { advance, ben, desk, mails, outbox, people, say, send, services, storage, tell } = test
  const { content } = await desk.content()
  const project = await desk.project()
  const slip = await say(ben, 'A slip')
  await say(ben, `${mention(people.anna)} look`)
  await buildNotifications(services, { personId: people.ben.id, count: 1 })
  await tell()
  for (const path of [`/comments/${slip.id}`, `/projects/${project.id}`, `/content/${content.id}`]) {
    expect((await send('DELETE', path, undefined, { 'if-match': '*' })).statusCode).toBe(204)
  }
  await tell()
  const snoozed_until = services.now() + minute
  await storage.write(async (tx) => {
    const own = tx.updateTable('inbox_entries').where('person_id', '=', people.ben.id)
    await own.set({ snoozed_until }).execute()
    // As of work whose last attempt failed.
    await tx.deleteFrom('outbox').execute()
  })
  await takeUpOverdue(services)
  expect(await outbox()).toEqual([])
  advance(60 * 24 * 60 * minute)
  const stop = keepHouseHourly(services, pino({ enabled: false }))
  const waiting = async () => (await outbox()).map(({ topic }) => topic).sort()
  const expected = ['forget-comment', 'plan-mails', 'purge-trash', 'purge-trash', 'wake']
  await expect.poll(waiting).toEqual(expected)
  await stop()
  const before = await outbox()
  await takeUpOverdue(services)
  expect(await outbox()).toEqual(before)
  await tell()
  expect(await mails()).toMatchObject([{ status: 'sent', person_id: people.anna.id }])
  const left = await storage.read(async (tx) => ({
    snoozed: await tx
      .selectFrom('inbox_entries')
      .select('id')
      .where('snoozed_until', 'is not', null)
      .execute(),
    words: await tx.selectFrom('earlier_words').select('id').execute(),
    content: await tx.selectFrom('content_items').select('id').where('purged_at', 'is', null).execute(),
    projects: await tx.selectFrom('projects').select('name').where('purged_at', 'is', null).execute(),
  }))
  expect(left).toEqual({ snoozed: [], words: [], content: [], projects: [{ name: 'Spring' }] })
  await takeUpOverdue(services)
  expect((await waiting()).filter((topic) => expected.includes(topic))).toEqual([])
})

it('of several servers one keeps house each time, whichever comes first', async () => {
  const { storage, services } = await createScheduleTest()
  const now = services.now()
  const turns = (at: number, pauseMs: number) =>
    Promise.all([0, -500, 500].map((ms) => storage.write((tx) => takeTurn(tx, at + ms, pauseMs))))
  const taken = (all: boolean[]) => all.filter(Boolean).length
  expect(taken(await turns(now, 300_000))).toBe(1)
  expect(taken(await turns(now + 60_000, 300_000))).toBe(0)
  expect(taken(await turns(now + 3_600_000, 3_000_000))).toBe(1)
  expect(taken(await turns(now - 3_600_000, 3_000_000))).toBe(1)
})
