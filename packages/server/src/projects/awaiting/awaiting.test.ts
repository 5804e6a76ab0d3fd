import { channels, type Id, type Project } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createAwaitingTest } from '../../../test/awaiting-test.ts'
import { call } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'

describe('what awaits a person', () => {
  it('is to decide, to go on with and to tick off, what is due first coming first', async () => {
    const { cleo, emil, prices, terms, home, change, addTask, lines, desk, project } =
      await createAwaitingTest()
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
    const { emil, people, prices, change, addTask, lines, send, project, storage, awaiting } =
      await createAwaitingTest()
    await change(prices.id, { assigneeId: people.dora.id, dueAt: '2026-05-01' })
    expect(await lines(people.dora)).toEqual([])
    await addTask({ title: 'Legal has signed', assigneeId: emil.id })
    expect((await awaiting(emil)).total).toBe(1)
    await send('DELETE', `/projects/${project.id}`)
    expect(await lines(emil)).toEqual([])
    expect(await storage.read((tx) => tx.selectFrom('tasks').select('id').execute())).toHaveLength(1)
  })

  it('is on open screens as it is afresh, whatever changes', async () => {
    const test = await createAwaitingTest()
    const { emil, cleo, prices, terms, change, addTask, send, project, expectFollowed, desk } = test
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
    await expectFollowed(emil, steps)
  })

  it('is what anyone may review, after all that is theirs and apart from its count', async () => {
    const test = await createAwaitingTest()
    const { emil, cleo, people, prices, terms, home, change, lines, desk, project, awaiting } = test
    await desk.move(project.id, [prices, terms, home], 'in_review')
    await change(terms.id, { assigneeId: emil.id })
    await change(home.id, { dueAt: '2020-01-01' })
    expect(await lines(emil)).toEqual(['approve Terms', 'review Home', 'review Prices'])
    expect(await lines(cleo)).toEqual(['review Home', 'review Prices'])
    expect(await lines(people.dora)).toEqual([])
    const { data, total, open } = await awaiting(emil)
    expect([total, open]).toEqual([3, 2])
    // They are decided on as any other.
    const reviewed = data.map(({ itemId, textRevision }) => ({ itemId, textRevision }))
    await call(test.as(cleo), {
      method: 'POST',
      url: '/api/v1/decisions',
      payload: { decision: 'approve', reviewed: reviewed.slice(1) },
    })
    expect(await lines(cleo)).toEqual([])
  })

  it('is of a private project for those alone who may review there', async () => {
    const { emil, cleo, lines, desk, send, ben, people, runJobs, awaiting, followed } =
      await createAwaitingTest()
    const closed = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Merger', visibility: 'private' },
    })
    const text = await desk.content({ title: 'Secret' })
    const added = await desk.add(closed.id, { contentId: text.content.id, versionId: text.version.id })
    const invite = (id: Id, role: string) =>
      send('POST', `/projects/${closed.id}/members`, { id, kind: 'person', role })
    await invite(emil.id, 'viewer')
    await runJobs()
    const held = await awaiting(cleo)
    await desk.move(closed.id, added, 'in_review')
    const ofBen = people.ben
    expect([await lines(ofBen), await lines(emil), await lines(cleo)]).toEqual([['review Secret'], [], []])
    await invite(cleo.id, 'reviewer')
    const { position: _, ...fresh } = await awaiting(cleo)
    expect(fresh.open).toBe(1)
    expect(await followed(cleo, held)).toEqual(fresh)
    await send('DELETE', `/projects/${closed.id}/members/${cleo.id}`)
    expect(await lines(cleo)).toEqual([])
  })

  it('is what anyone may review on open screens as it is afresh, whatever changes', async () => {
    const test = await createAwaitingTest()
    const { emil, cleo, prices, change, send, project, expectFollowed, desk } = test
    const path = `/content/${prices.contentId}/versions/${prices.versionId}`
    const steps: (() => Promise<unknown>)[] = [
      () => desk.move(project.id, [prices], 'in_review'),
      () => change(prices.id, { dueAt: '2026-05-01' }),
      () => send('PATCH', path, { title: 'All prices' }, { 'if-match': '*' }),
      () => send('PATCH', `/projects/${project.id}`, { name: 'Summer' }, { 'if-match': '*' }),
      () => change(prices.id, { assigneeId: cleo.id }),
      () => change(prices.id, { assigneeId: null }),
      () => send('POST', `${path}/status`, { status: 'draft' }),
      () => send('POST', `${path}/status`, { status: 'in_review' }),
      () => send('DELETE', `/projects/${project.id}/items/${prices.id}`),
      () => send('POST', `/projects/${project.id}/items/restore`, { itemIds: [prices.id] }),
      () => send('DELETE', `/content/${prices.contentId}`),
      () => send('POST', `/content/${prices.contentId}/restore`),
      () => send('POST', `/projects/${project.id}/archive`),
      () => send('POST', `/projects/${project.id}/reactivate`),
      () => send('DELETE', `/projects/${project.id}`),
      () => send('POST', `/projects/${project.id}/restore`),
      () => change(prices.id, { status: 'ready' }),
    ]
    await expectFollowed(emil, steps)
  })

  it('is told once for many changes at once', async () => {
    const { emil, addTask, awaiting, followed, storage } = await createAwaitingTest()
    const held = await awaiting(emil)
    for (const title of ['One', 'Two', 'Three']) await addTask({ title, assigneeId: emil.id })
    expect((await followed(emil, held)).total).toBe(3)
    const events = await eventsAfter(storage, channels.person(emil.id), held.position.offset)
    expect(events.filter(({ event }) => event.type === 'awaiting.changed')).toHaveLength(1)
  })
})
