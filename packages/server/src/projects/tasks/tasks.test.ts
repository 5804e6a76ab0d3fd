import {
  type Blocker,
  channels,
  maxTasks,
  type Notification,
  type NotificationList,
  type ProjectItem,
  type Snapshot,
  type Task,
  type TasksState,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import type { Caller } from '../../../test/test-app.ts'
import { readNotifications } from '../../notifications/queries.ts'

async function setUp() {
  const test = await createDeskTest()
  const { project, items } = await test.desk.projectOf('Prices', 'Terms')
  const [prices, terms] = items as [ProjectItem, ProjectItem]
  const path = `/projects/${project.id}/tasks`
  const add = (title: string, more: object = {}) =>
    call<Task>(test.ben, { method: 'POST', url: `/api/v1${path}`, payload: { title, ...more } })
  const send = (caller: Caller, task: Task, payload: object, headers: Record<string, string> = {}) =>
    caller.inject({ method: 'PATCH', url: `/api/v1${path}/${task.id}`, headers, payload })
  const listed = async () => (await test.get<Snapshot<TasksState>>(path)).data
  const titles = async () => (await listed()).map(({ title }) => title)
  const told = (person: { id: string }): Promise<Notification[]> =>
    test.storage.read(async (tx): Promise<NotificationList['data']> => {
      return (
        await readNotifications(tx, { personId: person.id, filter: 'all', cursor: undefined, limit: 50 })
      ).data
    })
  return { ...test, project, prices, terms, path, add, change: send, listed, titles, told }
}

describe('the checklist of a project', () => {
  it('keeps tasks in their order, which a move changes by one row', async () => {
    const { add, titles, send, path, storage, project } = await setUp()
    const [, two, three] = [await add('One'), await add('Two'), await add('Three')]
    const position = await storage.read((tx) =>
      tx
        .selectFrom('channels')
        .select('head')
        .where('name', '=', channels.project(project.id))
        .executeTakeFirst(),
    )
    await send('POST', `${path}/${three.id}/move`, { before: two.id })
    expect(await titles()).toEqual(['One', 'Three', 'Two'])
    await send('POST', `${path}/${three.id}/move`, { before: null })
    expect(await titles()).toEqual(['One', 'Two', 'Three'])
    const events = await eventsAfter(storage, channels.project(project.id), position?.head ?? 0)
    expect(events.map(({ event }) => [event.type, 'tasks' in event && event.tasks?.length])).toEqual([
      ['task.changed', 1],
      ['task.changed', 1],
    ])
    expect((await send('POST', `${path}/${two.id}/move`, { before: unknownId })).statusCode).toBe(400)
  })

  it('still has a place between two after many moves into the same one', async () => {
    const { add, titles, send, path } = await setUp()
    const [one, two, three] = [await add('One'), await add('Two'), await add('Three')]
    for (let round = 0; round < 24; round += 1) {
      const moved = round % 2 === 0 ? three : two
      const before = round % 2 === 0 ? two : three
      expect((await send('POST', `${path}/${moved.id}/move`, { before: before.id })).statusCode).toBe(200)
    }
    await send('POST', `${path}/${one.id}/move`, { before: null })
    expect(await titles()).toEqual(['Two', 'Three', 'One'])
  })

  it('is ticked by reviewers too, written by editors only, seen by all', async () => {
    const { add, as, people, change, listed } = await setUp()
    const task = await add('Legal has signed')
    const ticked = await change(as(people.cleo), task, { done: true })
    expect(ticked.json<Task>().done?.by).toEqual({ id: people.cleo.id, kind: 'person' })
    expect(refusal(await change(as(people.cleo), task, { title: 'No' }))).toEqual([403, 'forbidden'])
    expect(refusal(await change(as(people.cleo), task, { done: false, dueAt: null }))).toEqual([
      403,
      'forbidden',
    ])
    expect(refusal(await change(as(people.dora), task, { done: false }))).toEqual([403, 'forbidden'])
    expect((await listed())[0]?.done).not.toBeNull()
    const opened = await change(as(people.cleo), task, { done: false })
    expect(opened.json<Task>().done).toBeNull()
  })

  it('says of a task that two ticked off that the first one did it', async () => {
    const { add, as, people, change } = await setUp()
    const task = await add('Legal has signed')
    await change(as(people.cleo), task, { done: true })
    const second = await change(as(people.ben), task, { done: true })
    expect(second.json<Task>()).toMatchObject({ revision: 2, done: { by: { id: people.cleo.id } } })
    const seen = { 'if-match': `"${task.revision}"` }
    expect(refusal(await change(as(people.emil), task, { done: true }, seen))).toEqual([
      412,
      'revision_mismatch',
    ])
  })

  it('takes a day of the calendar, and no task that is blank, elsewhere or for who cannot tick it', async () => {
    const { add, send, path, people, change, ben } = await setUp()
    expect(await add('  Legal   has signed ', { dueAt: '2026-04-30' })).toMatchObject({ dueAt: '2026-04-30' })
    for (const payload of [
      { title: '   ' },
      { title: 'A', dueAt: '2026-02-30' },
      { title: 'A', dueAt: '2026-03-02T10:00:00.000Z' },
      { title: 'A', itemId: unknownId },
      { title: 'A', assigneeId: unknownId },
      { title: 'A', assigneeId: people.dora.id },
      { title: 'A'.repeat(301) },
    ]) {
      expect(refusal(await send('POST', path, payload)), JSON.stringify(payload)).toEqual([
        400,
        'invalid_request',
      ])
    }
    const task = await add('B')
    expect(refusal(await change(ben, task, { assigneeId: people.dora.id }))[0]).toBe(400)
  })

  it('puts a deleted task back where it stood, and knows that it was deleted meanwhile', async () => {
    const { add, titles, send, path, change, ben } = await setUp()
    const [one] = [await add('One'), await add('Two')]
    expect((await send('DELETE', `${path}/${one.id}`)).statusCode).toBe(204)
    expect(await titles()).toEqual(['Two'])
    expect(refusal(await change(ben, one, { done: true }))).toEqual([410, 'gone'])
    expect((await send('POST', `${path}/${one.id}/restore`)).json<Task>().title).toBe('One')
    expect(await titles()).toEqual(['One', 'Two'])
    expect(refusal(await send('DELETE', `${path}/${unknownId}`))).toEqual([404, 'not_found'])
  })

  it('holds 200 tasks, those that come back counted', async () => {
    const { add, send, path, prices, project, listed } = await setUp()
    const ofItem = await add('Check the numbers', { itemId: prices.id })
    for (let count = 1; count < maxTasks; count += 1) await add(`Task ${count}`)
    expect(refusal(await send('POST', path, { title: 'One more' }))).toEqual([409, 'too_many_tasks'])
    await send('DELETE', `/projects/${project.id}/items/${prices.id}`)
    await add('In its place')
    const restored = await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [prices.id] })
    expect(refusal(restored)).toEqual([409, 'too_many_tasks'])
    const [first] = await listed()
    await send('DELETE', `${path}/${first?.id}`)
    expect(
      (await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [prices.id] })).statusCode,
    ).toBe(200)
    expect((await listed())[0]?.id).toBe(ofItem.id)
    expect(refusal(await send('POST', `${path}/${first?.id}/restore`))).toEqual([409, 'too_many_tasks'])
  })
})

describe('the tasks of an item', () => {
  it('leave with it and come back with it, by undo and by adding it again', async () => {
    const { add, send, project, prices, titles, change, ben, path, desk } = await setUp()
    const task = await add('Check the numbers', { itemId: prices.id })
    await add('Of the project')
    for (const back of ['undo', 'add']) {
      await send('DELETE', `/projects/${project.id}/items/${prices.id}`)
      expect(await titles()).toEqual(['Of the project'])
      expect(refusal(await change(ben, task, { done: true }))).toEqual([410, 'gone'])
      expect(refusal(await send('POST', `${path}/${task.id}/restore`))).toEqual([410, 'gone'])
      if (back === 'undo')
        await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [prices.id] })
      else await desk.add(project.id, { contentId: prices.contentId, versionId: prices.versionId })
      expect(await titles(), back).toEqual(['Check the numbers', 'Of the project'])
    }
  })

  it('are gone with the project', async () => {
    const { add, send, project, change, ben, path } = await setUp()
    const task = await add('Check the numbers')
    await send('DELETE', `/projects/${project.id}`)
    expect(refusal(await send('GET', path))).toEqual([410, 'gone'])
    expect(refusal(await change(ben, task, { done: true }))).toEqual([410, 'gone'])
  })
})

describe('an open task that blocks', () => {
  it('keeps the whole project from going out, and says who can lift it', async () => {
    const { add, desk, project, prices, terms, people, send, get, change, as } = await setUp()
    const task = await add('Legal has signed', { blocksPublishing: true, assigneeId: people.cleo.id })
    await add('Order flowers', { assigneeId: people.cleo.id })
    await desk.move(project.id, [prices, terms], 'in_review', 'ready')
    const { data } = await get<{ data: Blocker[] }>(`/projects/${project.id}/blockers?mode=all`)
    expect(data).toEqual([
      {
        reason: 'open_task',
        taskId: task.id,
        title: 'Legal has signed',
        itemId: null,
        itemTitle: null,
        lift: { step: 'tick', roles: ['admin', 'editor', 'reviewer'], people: [people.cleo.id] },
      },
    ])
    for (const mode of ['all', 'ready']) {
      const refused = await send('POST', `/projects/${project.id}/publish`, { mode })
      expect(refusal(refused)).toEqual([409, 'publish_blocked'])
      expect(refused.json().blockers).toEqual(data)
    }
    await change(as(people.cleo), task, { done: true })
    await desk.publish(project.id)
  })

  it('of an item keeps back that item, not the others', async () => {
    const { add, desk, project, prices, terms, send, change, ben } = await setUp()
    const task = await add('Check the numbers', { blocksPublishing: true, itemId: prices.id })
    await desk.move(project.id, [terms], 'in_review', 'ready')
    await desk.publish(project.id, 'ready')
    await desk.move(project.id, [prices], 'in_review', 'ready')
    for (const mode of ['all', 'ready']) {
      const refused = await send('POST', `/projects/${project.id}/publish`, { mode })
      expect(refused.json().blockers).toMatchObject([{ taskId: task.id, itemTitle: 'Prices' }])
    }
    await change(ben, task, { blocksPublishing: false })
    await desk.publish(project.id)
  })

  it('names nobody who does not work here any more', async () => {
    const { add, desk, project, prices, terms, people, get, storage } = await setUp()
    await add('Legal has signed', { blocksPublishing: true, assigneeId: people.emil.id })
    await desk.move(project.id, [prices, terms], 'in_review', 'ready')
    await storage.write((tx) =>
      tx.updateTable('people').set({ deactivated_at: 1 }).where('id', '=', people.emil.id).execute(),
    )
    const { data } = await get<{ data: Blocker[] }>(`/projects/${project.id}/blockers?mode=all`)
    expect(data[0]?.lift.people).toEqual([])
  })
})

describe('whoever is assigned a task', () => {
  it('is told once, and nobody of their own act', async () => {
    const { add, change, ben, people, runJobs, told, prices } = await setUp()
    const task = await add('Check the numbers', {
      itemId: prices.id,
      assigneeId: people.emil.id,
      dueAt: '2026-04-30',
    })
    await add('For me', { assigneeId: people.ben.id })
    await change(ben, task, { assigneeId: people.emil.id, title: 'Check all numbers' })
    await runJobs()
    expect(await told(people.ben)).toEqual([])
    expect(await told(people.emil)).toMatchObject([
      {
        kind: 'task.assigned',
        reason: 'assigned',
        itemTitle: 'Prices',
        excerpt: 'due on 30 April 2026',
        facts: { task: { id: task.id, title: 'Check the numbers' }, dueAt: '2026-04-30' },
      },
    ])
  })
})
