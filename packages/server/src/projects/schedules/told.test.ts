import { isUrgent, notificationKinds, type Project } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createScheduleTest, inMarch, inMarchAt, type ScheduleTest } from '../../../test/schedule-test.ts'
import { up } from '../../storage/migrations/0075-looked-after-schedules.ts'

/** What people were told of schedules, in the order of their names. */
async function told({ storage, people }: ScheduleTest): Promise<object[]> {
  const rows = await storage.read((tx) =>
    tx
      .selectFrom('notifications')
      .select(['person_id', 'kind', 'reason', 'excerpt'])
      .where(
        'kind',
        'in',
        notificationKinds.filter((kind) => kind.startsWith('schedule.')),
      )
      .orderBy('id')
      .execute(),
  )
  const nameOf = (id: string) => Object.entries(people).find(([, person]) => person.id === id)?.[0]
  return rows.map(({ person_id, kind, reason, excerpt }) => [nameOf(person_id), kind, reason, excerpt])
}

const when = 'scheduled for 2026-03-10, 09:00 (Europe/Berlin)'

/** Ben's project with an item of Cleo's, scheduled by Anna. */
async function setUp() {
  const test = await createScheduleTest()
  const { project, items } = await test.readyProject('Home')
  const { as, people, send } = test
  await send('PATCH', `/projects/${project.id}/items/${items[0]?.id}`, { assigneeId: people.cleo.id })
  const anna = as(people.anna)
  const url = `/api/v1/projects/${project.id}/schedule`
  expect((await anna.inject({ method: 'POST', url, payload: inMarch })).statusCode).toBe(201)
  const overtake = async () => {
    const contentId = items[0]?.contentId
    const draft = await send('POST', `/content/${contentId}/versions`, { language: 'en' })
    const at = `/content/${contentId}/versions/${draft.json().id}`
    for (const status of ['in_review', 'ready']) await send('POST', `${at}/status`, { status })
    expect((await send('POST', `${at}/publish`, {})).statusCode).toBe(200)
  }
  const blockedAt = async () => (await test.get<Project>(`/projects/${project.id}`)).schedule?.blockedAt
  return { ...test, project, overtake, blockedAt }
}

describe('of a schedule people are told', () => {
  it('nothing when it is carried out in time', async () => {
    const test = await setUp()
    await test.runAt(inMarchAt)
    expect(await told(test)).toEqual([])
  })

  it('that it was late, once that is more than a minute', async () => {
    const onTime = await setUp()
    await onTime.runAt('2026-03-10T08:01:00.000Z')
    expect(await told(onTime)).toEqual([])
    const late = await setUp()
    await late.runAt('2026-03-10T08:01:00.001Z')
    await late.runJobs()
    expect(await told(late)).toEqual(
      expect.arrayContaining([
        ['anna', 'schedule.late', 'scheduler', when],
        ['ben', 'schedule.late', 'owner', when],
      ]),
    )
  })

  it('that it was missed, with all who have to do with what it holds', async () => {
    const test = await setUp()
    await test.runAt('2026-03-12T08:00:00.000Z')
    await test.runJobs()
    const all = await told(test)
    expect(all).toHaveLength(3)
    expect(all).toEqual(
      expect.arrayContaining([
        ['anna', 'schedule.missed', 'scheduler', when],
        ['ben', 'schedule.missed', 'author', when],
        ['cleo', 'schedule.missed', 'assigned', when],
      ]),
    )
  })

  it('once, and urgently, that it is stuck: still there some minutes later, and not tried or in vain', async () => {
    for (const fault of ['lost', 'tried'] as const) {
      const test = await setUp()
      await test.storage.write(async (tx) => {
        if (fault === 'lost') await tx.deleteFrom('outbox').where('topic', '=', 'schedule').execute()
        else {
          const dueAt = Date.parse('2026-03-10T09:00:00.000Z')
          await tx
            .updateTable('outbox')
            .set({ attempts: 3, due_at: dueAt })
            .where('topic', '=', 'schedule')
            .execute()
        }
      })
      await test.runAt('2026-03-10T08:09:00.000Z')
      expect(await told(test)).toEqual([])
      for (const at of ['2026-03-10T08:10:00.000Z', '2026-03-10T08:40:00.000Z']) {
        await test.runAt(at)
        await test.runJobs()
      }
      const why =
        fault === 'lost'
          ? 'The server does not try any more: publish it by hand, or schedule it anew'
          : 'The server has tried without success, and goes on trying'
      expect((await told(test)).toSorted()).toEqual([
        ['anna', 'schedule.stuck', 'scheduler', `${when}: ${why}`],
        ['ben', 'schedule.stuck', 'author', `${when}: ${why}`],
        ['cleo', 'schedule.stuck', 'assigned', `${when}: ${why}`],
      ])
      expect(isUrgent({ kind: 'schedule.stuck' })).toBe(true)
    }
  })

  it('of being stuck also where it was made before anybody looked after schedules', async () => {
    const test = await setUp()
    const lookedAfter = () =>
      test.storage.read((tx) =>
        tx
          .selectFrom('outbox')
          .select(['topic', 'payload', 'key', 'due_at', 'timed', 'attempts', 'actor_id'])
          .where('topic', '=', 'look-after-schedule')
          .execute(),
      )
    const before = await lookedAfter()
    const upgrade = () => test.storage.write((tx) => up(tx as never))
    await upgrade()
    expect(await lookedAfter()).toEqual(before)
    await test.storage.write((tx) => tx.deleteFrom('outbox').execute())
    await upgrade()
    expect(await lookedAfter()).toEqual(before)
    for (const at of ['2026-03-10T08:10:00.000Z', '2026-03-10T08:40:00.000Z']) {
      await test.runAt(at)
      await test.runJobs()
    }
    const kinds = (await told(test)).map((row) => (Array.isArray(row) ? row[1] : row))
    expect(kinds).toEqual(['schedule.stuck', 'schedule.stuck', 'schedule.stuck'])
  })

  it('nothing of being stuck where nobody was there to carry it out, or it was moved', async () => {
    const away = await setUp()
    await away.runAt('2026-03-10T08:30:00.000Z')
    const moved = await setUp()
    await moved.send('PATCH', `/projects/${moved.project.id}/schedule`, { wallTime: '2026-03-10T10:00' })
    await moved.runAt('2026-03-10T08:30:00.000Z')
    for (const test of [away, moved]) {
      for (let minutes = 0; minutes < 40; minutes += 10) {
        test.advance(10 * 60_000)
        await test.runJobs()
      }
      const kinds = (await told(test)).map((row) => (Array.isArray(row) ? row[1] : row))
      expect(new Set(kinds)).toEqual(new Set(test === away ? ['schedule.late'] : []))
    }
  })

  it('at once that something came in its way, that it is gone, and that it failed', async () => {
    const test = await setUp()
    await test.overtake()
    expect(await test.blockedAt()).toBeNull()
    await test.runJobs()
    expect(await test.blockedAt()).toBe('2026-03-02T09:00:01.000Z')
    await test.runJobs()
    const why = 'Home: Version 2 was published since this one was begun'
    expect(await told(test)).toEqual(
      expect.arrayContaining([
        ['anna', 'schedule.blocked', 'scheduler', `${when}: ${why}`],
        ['ben', 'schedule.blocked', 'owner', `${when}: ${why}`],
      ]),
    )
    await test.runAt(inMarchAt)
    await test.runJobs()
    const failed = (await told(test)).filter((row) => Array.isArray(row) && row[1] === 'schedule.failed')
    expect(failed).toHaveLength(3)
    expect(failed).toContainEqual([
      'anna',
      'schedule.failed',
      'scheduler',
      `${when}: Changed since: version 2 of "Home" was published.`,
    ])
  })

  it('at once of a task that blocks publishing, until it is ticked off or away', async () => {
    const test = await setUp()
    const { blockedAt, project, runJobs, send, statuses } = test
    const tasks = `/projects/${project.id}/tasks`
    const added = await send('POST', tasks, { title: 'Legal has signed', blocksPublishing: true })
    const task = `${tasks}/${added.json().id}`
    await runJobs()
    expect(await blockedAt()).not.toBeNull()
    await runJobs()
    const why = 'Legal has signed: It is on the checklist, and open'
    expect(await told(test)).toContainEqual(['anna', 'schedule.blocked', 'scheduler', `${when}: ${why}`])
    const any = { 'if-match': '*' }
    const steps = [
      [() => send('PATCH', task, { done: true }, any), false],
      [() => send('PATCH', task, { done: false }, any), true],
      [() => send('PATCH', task, { blocksPublishing: false }, any), false],
      [() => send('PATCH', task, { blocksPublishing: true }, any), true],
      [() => send('DELETE', task, undefined, any), false],
      [() => send('POST', `${task}/restore`), true],
      [() => send('PATCH', task, { done: true }, any), false],
    ] as const
    for (const [index, [step, isBlocked]] of steps.entries()) {
      const answer = await step()
      expect(answer.statusCode, answer.body).toBeLessThan(300)
      await runJobs()
      expect([index, (await blockedAt()) !== null]).toEqual([index, isBlocked])
    }
    await test.runAt(inMarchAt)
    expect(await statuses(project)).toEqual(['published'])
  })

  it('at once that the key that scheduled has ended, by itself or with all that somebody made', async () => {
    for (const how of ['revoked', 'maker deactivated'] as const) {
      const test = await createScheduleTest()
      const { app, as, get, people, readyProject, runJobs, sessions } = test
      const { project } = await readyProject('Home')
      const maker = `/api/v1/people/${people.cleo.id}`
      const anna = as(people.anna)
      await anna.inject({ method: 'PATCH', url: maker, payload: { role: 'admin' } })
      await sessions.check()
      const payload = { name: 'Build', scopes: ['project.read', 'project.publish'] }
      const key = (await as(people.cleo).inject({ method: 'POST', url: '/api/v1/keys', payload })).json()
      const url = `/api/v1/projects/${project.id}/schedule`
      const headers = { authorization: `Bearer ${key.key}` }
      const answer = await app.inject({ method: 'POST', url, payload: inMarch, headers })
      expect(answer.statusCode, answer.body).toBe(201)
      const ended = await anna.inject(
        how === 'revoked'
          ? { method: 'DELETE', url: `/api/v1/keys/${key.id}` }
          : { method: 'PATCH', url: maker, payload: { state: 'deactivated', revokeKeys: true } },
      )
      expect(ended.statusCode, ended.body).toBeLessThan(300)
      await runJobs()
      expect([how, (await get<Project>(`/projects/${project.id}`)).schedule?.blockedAt]).toEqual([
        how,
        expect.any(String),
      ])
    }
  })

  it('that the key that scheduled has expired, when it does and once, and not where a person took over', async () => {
    for (const isTakenOver of [false, true]) {
      const test = await createScheduleTest()
      const { app, as, people, readyProject, runAt, runJobs, schedules } = test
      const { project } = await readyProject('Home')
      const payload = {
        name: 'Build',
        scopes: ['project.read', 'project.publish'],
        expiresAt: '2026-03-05T12:00:00.000Z',
      }
      const anna = as(people.anna)
      const key = (await anna.inject({ method: 'POST', url: '/api/v1/keys', payload })).json()
      const url = `/api/v1/projects/${project.id}/schedule`
      const headers = { authorization: `Bearer ${key.key}` }
      const answer = await app.inject({ method: 'POST', url, payload: inMarch, headers })
      expect(answer.statusCode, answer.body).toBe(201)
      const change = { wallTime: '2026-03-10T10:00' }
      if (isTakenOver)
        expect((await anna.inject({ method: 'PATCH', url, payload: change })).statusCode).toBe(200)
      await runAt('2026-03-05T11:59:59.999Z')
      expect(await told(test)).toEqual([])
      await runAt('2026-03-05T12:00:00.000Z')
      await runJobs()
      const why = 'The key that asked for this has ended'
      const owner = ['ben', 'schedule.blocked', 'owner', expect.stringContaining(why)]
      expect(await told(test)).toEqual(isTakenOver ? [] : [owner])
      expect(await schedules()).toMatchObject([{ state: 'pending' }])
    }
  })

  it('that whoever scheduled may not publish any more, until they may again', async () => {
    const test = await setUp()
    const { blockedAt, people, runJobs } = test
    const change = (role: string) =>
      test.as(people.anna).inject({
        method: 'PATCH',
        url: `/api/v1/people/${people.ben.id}`,
        payload: { role },
      })
    await test.send('PATCH', `/projects/${test.project.id}/schedule`, { note: 'Mine now' })
    expect((await change('reviewer')).statusCode).toBe(200)
    await runJobs()
    expect(await blockedAt()).not.toBeNull()
    expect((await change('editor')).statusCode).toBe(200)
    await runJobs()
    expect(await blockedAt()).toBeNull()
  })
})
