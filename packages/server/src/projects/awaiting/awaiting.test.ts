import {
  type AwaitingState,
  applyAwaiting,
  channels,
  type Id,
  type ProjectItem,
  type Snapshot,
  type Task,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const { cleo, emil } = test.people
  const { project, items } = await test.desk.projectOf('Prices', 'Terms', 'Home')
  const [prices, terms, home] = items as [ProjectItem, ProjectItem, ProjectItem]
  const url = `/api/v1/projects/${project.id}`
  const change = (itemId: Id, payload: object) =>
    test.send('PATCH', `/projects/${project.id}/items/${itemId}`, payload)
  const addTask = (payload: object) => call<Task>(test.ben, { method: 'POST', url: `${url}/tasks`, payload })
  const awaiting = (person: { id: Id }) =>
    call<Snapshot<AwaitingState>>(test.as(person as typeof cleo), {
      method: 'GET',
      url: '/api/v1/me/awaiting',
    })
  const lines = async (person: { id: Id }) =>
    (await awaiting(person)).data.map(({ kind, title }) => `${kind} ${title}`)
  /** What a screen shows that has been open since the snapshot was read. */
  const followed = async (person: { id: Id }, { position, ...state }: Snapshot<AwaitingState>) => {
    await test.runJobs()
    const events = await eventsAfter(test.storage, channels.person(person.id), position.offset)
    return events.reduce<AwaitingState>((now, { event }) => applyAwaiting(now, event as never), state)
  }
  return { ...test, cleo, emil, project, prices, terms, home, change, addTask, awaiting, lines, followed }
}

describe('what awaits a person', () => {
  it('is to decide, to go on with and to tick off, what is due first coming first', async () => {
    const { cleo, emil, prices, terms, home, change, addTask, lines, desk, project } = await setUp()
    await change(prices.id, { assigneeId: emil.id, dueAt: '2026-05-01' })
    await change(terms.id, { assigneeId: emil.id })
    await change(home.id, { assigneeId: cleo.id })
    await desk.move(project.id, [home, terms], 'in_review')
    await change(terms.id, { status: 'rejected', reason: 'Too long' })
    await addTask({ title: 'Legal has signed', assigneeId: emil.id, dueAt: '2026-04-01' })
    await addTask({ title: 'Somebody else’s', assigneeId: cleo.id })
    expect(await lines(emil)).toEqual(['tick Legal has signed', 'finish Prices', 'finish Terms'])
    expect(await lines(cleo)).toEqual(['approve Home', 'tick Somebody else’s'])
  })

  it('is nothing that a viewer could not do, and nothing of a deleted project', async () => {
    const { emil, people, prices, change, addTask, lines, send, project, storage, awaiting } = await setUp()
    await change(prices.id, { assigneeId: people.dora.id, dueAt: '2026-05-01' })
    expect(await lines(people.dora)).toEqual([])
    await addTask({ title: 'Legal has signed', assigneeId: emil.id })
    expect((await awaiting(emil)).total).toBe(1)
    await send('DELETE', `/projects/${project.id}`)
    expect(await lines(emil)).toEqual([])
    expect(await storage.read((tx) => tx.selectFrom('tasks').select('id').execute())).toHaveLength(1)
  })

  it('is on open screens as it is afresh, whatever changes', async () => {
    const test = await setUp()
    const { emil, cleo, prices, terms, change, addTask, send, project, awaiting, followed, desk } = test
    const steps: (() => Promise<unknown>)[] = [
      () => change(prices.id, { assigneeId: emil.id, dueAt: '2026-05-01' }),
      () => addTask({ title: 'Check', itemId: prices.id, assigneeId: emil.id }),
      () =>
        send(
          'PATCH',
          `/content/${prices.contentId}/versions/${prices.versionId}`,
          { title: 'All prices' },
          { 'if-match': '*' },
        ),
      () => send('PATCH', `/projects/${project.id}`, { name: 'Summer' }, { 'if-match': '*' }),
      () => desk.move(project.id, [prices], 'in_review'),
      () =>
        send('POST', `/content/${prices.contentId}/versions/${prices.versionId}/status`, {
          status: 'rejected',
          reason: 'No',
        }),
      () => send('DELETE', `/projects/${project.id}/items/${prices.id}`),
      () => send('POST', `/projects/${project.id}/items/restore`, { itemIds: [prices.id] }),
      () => change(prices.id, { assigneeId: cleo.id }),
      () => change(terms.id, { assigneeId: emil.id, dueAt: '2026-05-02' }),
      () => desk.move(project.id, [terms], 'in_review', 'ready'),
      () => send('POST', `/projects/${project.id}/archive`),
      () => send('POST', `/projects/${project.id}/reactivate`),
      () => send('DELETE', `/projects/${project.id}`),
      () => send('POST', `/projects/${project.id}/restore`),
    ]
    for (const [index, step] of steps.entries()) {
      const held = await awaiting(emil)
      const { position: _, ...before } = held
      await step()
      const { position: __, ...fresh } = await awaiting(emil)
      expect(await followed(emil, held), `step ${index}`).toEqual(fresh)
      expect(fresh, `step ${index} changes something`).not.toEqual(before)
    }
  })

  it('is told once for many changes at once', async () => {
    const { emil, addTask, awaiting, followed, storage } = await setUp()
    const held = await awaiting(emil)
    for (const title of ['One', 'Two', 'Three']) await addTask({ title, assigneeId: emil.id })
    expect((await followed(emil, held)).total).toBe(3)
    const events = await eventsAfter(storage, channels.person(emil.id), held.position.offset)
    expect(events.filter(({ event }) => event.type === 'awaiting.changed')).toHaveLength(1)
  })
})
