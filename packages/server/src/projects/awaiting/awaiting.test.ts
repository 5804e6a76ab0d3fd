import {
  type ApprovalStep,
  type AwaitingState,
  applyAwaiting,
  channels,
  type Group,
  type Id,
  mostAwaited,
  type Project,
  type ProjectItem,
  type Review,
  type ReviewDecision,
  type SettableStatus,
  type Snapshot,
  type Task,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { plansOf } from '../../../test/query-plans.ts'
import { writeContent } from '../../content/bulk.ts'
import { reviewsAwaiting } from '../review/awaited-reviews.ts'

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
    // Whom it is told is found out before what.
    await test.runJobs()
    const events = await eventsAfter(test.storage, channels.person(person.id), position.offset)
    return events.reduce<AwaitingState>((now, { event }) => applyAwaiting(now, event as never), state)
  }
  return { ...test, cleo, emil, project, prices, terms, home, change, addTask, awaiting, lines, followed }
}

/** The same with what a rule takes: who makes it, whom it may ask, what they decide. */
async function setUpRule() {
  const test = await setUp()
  const { as, people, project, desk } = test
  const anna = as(people.anna)
  const ask = (steps: Partial<ApprovalStep>[], scope = `/projects/${project.id}`) =>
    call(anna, {
      method: 'PATCH',
      url: `/api/v1${scope}/approval-rule`,
      payload: { steps },
      headers: { 'if-match': '*' },
    })
  const review = (item: { id: Id; projectId: Id }) =>
    call<Review>(anna, { method: 'GET', url: `/api/v1/projects/${item.projectId}/items/${item.id}/review` })
  const decide = async (person: { id: Id }, item: ProjectItem, decision: ReviewDecision, reason?: string) => {
    const { textRevision } = await review(item)
    return call(as(person as typeof people.cleo), {
      method: 'POST',
      url: `/api/v1/projects/${item.projectId}/items/${item.id}/decisions`,
      payload: { decision, reason, ...(decision === 'withdraw' ? {} : { textRevision }) },
    })
  }
  const edit = (person: { id: Id }, item: ProjectItem, text: object) =>
    call(as(person as typeof people.cleo), {
      method: 'PATCH',
      url: `/api/v1/content/${item.contentId}/versions/${item.versionId}`,
      payload: text,
      headers: { 'if-match': '*' },
    })
  /** Whom the review itself says that it waits for. */
  const waitedFor = async (item: ProjectItem) =>
    (await review(item)).steps.flatMap(({ waitingFor }) => waitingFor).sort()
  /** Who sees it among what awaits them. */
  const seenBy = async (item: ProjectItem) => {
    const seeing: Id[] = []
    for (const person of Object.values(people)) {
      const { data } = await test.awaiting(person)
      if (data.some(({ id, kind }) => id === item.id && kind === 'approve')) seeing.push(person.id)
    }
    return seeing.sort()
  }
  const inReview = (...items: ProjectItem[]) => desk.move(project.id, items, 'in_review')
  /** A version of Ben's that no project holds, sent to review unless it is to stay a draft. */
  const alone = async (title: string, status: 'in_review' | 'draft' = 'in_review') => {
    const { content, version } = await desk.content({ title })
    const url = `/api/v1/content/${content.id}/versions/${version.id}`
    const post = (person: { id: Id }, path: string, payload: object) =>
      call<Review>(as(person as typeof people.cleo), { method: 'POST', url: `${url}/${path}`, payload })
    const read = () => call<Review>(test.ben, { method: 'GET', url: `${url}/review` })
    const subject = {
      contentId: content.id,
      versionId: version.id,
      move: (to: SettableStatus) => post(people.ben, 'status', { status: to }),
      edit: (person: { id: Id }, payload: object) =>
        call(as(person as typeof people.cleo), {
          method: 'PATCH',
          url,
          payload,
          headers: { 'if-match': '*' },
        }),
      decide: async (person: { id: Id }, decision: ReviewDecision, reason?: string) =>
        post(person, 'decisions', { decision, reason, textRevision: (await read()).textRevision }),
      waitedFor: async () => (await read()).steps.flatMap(({ waitingFor }) => waitingFor).sort(),
    }
    if (status === 'in_review') await subject.move('in_review')
    return subject
  }
  const aloneSeenBy = async ({ versionId }: { versionId: Id }) => {
    const seeing: Id[] = []
    for (const person of Object.values(people)) {
      const { data } = await test.awaiting(person)
      if (data.some(({ id, kind }) => id === versionId && kind === 'approve')) seeing.push(person.id)
    }
    return seeing.sort()
  }
  return { ...test, anna, ask, review, decide, edit, waitedFor, seenBy, inReview, alone, aloneSeenBy }
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
      await test.runJobs()
      const held = await awaiting(emil)
      const { position: _, ...before } = held
      await step()
      const { position: __, ...fresh } = await awaiting(emil)
      expect(await followed(emil, held), `step ${index}`).toEqual(fresh)
      expect(fresh, `step ${index} changes something`).not.toEqual(before)
    }
  })

  it('is what anyone may review, after all that is theirs and apart from its count', async () => {
    const test = await setUp()
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
    const { emil, cleo, lines, desk, send, ben, people, runJobs, awaiting, followed } = await setUp()
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
    const test = await setUp()
    const { emil, cleo, prices, change, send, project, awaiting, followed, desk } = test
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
    for (const [index, step] of steps.entries()) {
      await test.runJobs()
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

describe('what awaits those whom an approval rule asks', () => {
  it('is what the review waits for them with, whomever it is assigned to', async () => {
    const { ask, inReview, prices, terms, change, lines, people, decide, cleo, emil, seenBy } =
      await setUpRule()
    await change(prices.id, { assigneeId: emil.id, dueAt: '2026-05-01' })
    await change(terms.id, { assigneeId: emil.id })
    await inReview(terms)
    await ask([
      { approvals: 1, people: [cleo.id] },
      { approvals: 1, roles: ['admin'] },
    ])
    await inReview(prices)
    expect(await lines(cleo)).toEqual(['approve Prices'])
    expect(await lines(emil)).toEqual(['approve Terms'])
    expect(await lines(people.anna)).toEqual([])
    await decide(cleo, prices, 'approve')
    expect(await lines(cleo)).toEqual([])
    expect(await seenBy(prices)).toEqual([people.anna.id])
    await decide(people.anna, prices, 'reject', 'Too dear')
    expect(await lines(people.anna)).toEqual([])
    expect(await lines(emil)).toEqual(['finish Prices', 'approve Terms'])
  })

  it('is, for everybody and after every step, exactly whom the review names', async () => {
    const test = await setUpRule()
    const { ask, anna, inReview, prices, people, decide, edit, waitedFor, seenBy, send } = test
    const { cleo, emil } = people
    const group = await call<Group>(anna, {
      method: 'POST',
      url: '/api/v1/groups',
      payload: { name: 'Legal', memberIds: [emil.id] },
    })
    const changeGroup = (payload: object) =>
      call(anna, {
        method: 'PATCH',
        url: `/api/v1/groups/${group.id}`,
        payload,
        headers: { 'if-match': '*' },
      })
    const changePerson = (id: Id, payload: object) =>
      call(anna, { method: 'PATCH', url: `/api/v1/people/${id}`, payload, headers: { 'if-match': '*' } })
    await ask([
      { approvals: 1, roles: ['editor', 'reviewer'] },
      { approvals: 2, groups: [group.id], people: [people.anna.id] },
    ])
    await inReview(prices)
    const steps: (() => Promise<unknown>)[] = [
      () => changePerson(emil.id, { role: 'viewer' }),
      () => changePerson(emil.id, { role: 'editor' }),
      () => edit(emil, prices, { body: 'Words of Emil' }),
      () => decide(cleo, prices, 'approve'),
      () => changeGroup({ addIds: [cleo.id] }),
      () => decide(cleo, prices, 'approve'),
      () => changeGroup({ removeIds: [cleo.id] }),
      () => decide(people.anna, prices, 'approve'),
      () => decide(people.anna, prices, 'withdraw'),
      () => decide(cleo, prices, 'withdraw'),
      () => changePerson(emil.id, { role: 'viewer' }),
      () => changePerson(emil.id, { role: 'reviewer' }),
      () => decide(cleo, prices, 'approve'),
      () => edit(people.ben, prices, { body: 'Words of Ben' }),
      () => decide(people.anna, prices, 'overrule', 'Out today'),
      () => send('PATCH', `/projects/${prices.projectId}/items/${prices.id}`, { status: 'in_review' }),
    ]
    await test.runJobs()
    expect(await seenBy(prices)).toEqual(await waitedFor(prices))
    for (const [index, step] of steps.entries()) {
      const held = new Map<Id, Snapshot<AwaitingState>>()
      for (const { id } of Object.values(people)) held.set(id, await test.awaiting({ id }))
      await step()
      await test.runJobs()
      expect(await seenBy(prices), `step ${index}`).toEqual(await waitedFor(prices))
      for (const { id } of Object.values(people)) {
        const { position: _, ...fresh } = await test.awaiting({ id })
        const before = held.get(id) as Snapshot<AwaitingState>
        expect(await test.followed({ id }, before), `step ${index}`).toEqual(fresh)
      }
    }
  })

  it('is on open screens as it is afresh, whatever changes of the item and its project', async () => {
    const test = await setUpRule()
    const { ask, inReview, prices, terms, change, cleo, awaiting, followed, send, project, edit, people } =
      test
    await ask([{ approvals: 1, people: [cleo.id] }])
    const url = `/projects/${project.id}`
    const steps: (() => Promise<unknown>)[] = [
      () => inReview(prices, terms),
      () => change(prices.id, { dueAt: '2026-05-01' }),
      () => edit(people.ben, prices, { title: 'All prices' }),
      () => send('PATCH', url, { name: 'Summer' }, { 'if-match': '*' }),
      () => send('DELETE', `${url}/items/${prices.id}`),
      () => send('POST', `${url}/items/restore`, { itemIds: [prices.id] }),
      () => send('POST', `${url}/archive`),
      () => send('POST', `${url}/reactivate`),
      () => send('DELETE', url),
      () => send('POST', `${url}/restore`),
      () => change(terms.id, { status: 'draft' }),
    ]
    for (const [index, step] of steps.entries()) {
      await test.runJobs()
      const held = await awaiting(cleo)
      const { position: _, ...before } = held
      await step()
      const { position: __, ...fresh } = await awaiting(cleo)
      expect(await followed(cleo, held), `step ${index}`).toEqual(fresh)
      expect(fresh, `step ${index} changes something`).not.toEqual(before)
    }
  })

  it('follows what is edited and published beside the version that is reviewed', async () => {
    const test = await setUpRule()
    const { ask, inReview, prices, people, edit, desk, seenBy, waitedFor, awaiting, followed } = test
    const { emil } = people
    await ask([{ approvals: 1, people: [emil.id] }])
    await inReview(prices)
    const other = await desk.project('Beside')
    const [beside] = (await desk.add(other.id, { contentId: prices.contentId })) as [ProjectItem]
    expect(beside.versionId).not.toBe(prices.versionId)
    const steps = [
      { work: () => edit(emil, beside, { body: 'Words of Emil' }), asked: [] },
      { work: () => desk.move(other.id, [beside], 'in_review', 'ready'), asked: [] },
      { work: () => desk.publish(other.id), asked: [emil.id] },
    ]
    for (const { work, asked } of steps) {
      await test.runJobs()
      const held = await awaiting(emil)
      await work()
      expect([await seenBy(prices), await waitedFor(prices)]).toEqual([asked, asked])
      const { position: _, ...fresh } = await awaiting(emil)
      expect(await followed(emil, held)).toEqual(fresh)
    }
  })

  it('is a take-down too, also for whoever wrote what it takes down', async () => {
    const { ask, inReview, prices, desk, project, people, seenBy, waitedFor } = await setUpRule()
    await inReview(prices)
    await desk.move(project.id, [prices], 'ready')
    await desk.publish(project.id, 'ready')
    const other = await desk.project('Down')
    await ask([{ approvals: 1, people: [people.ben.id] }], '')
    const added = await desk.add(other.id, { contentId: prices.contentId, action: 'unpublish' })
    const [down] = (await desk.move(other.id, added, 'in_review')) as [ProjectItem]
    expect(await seenBy(down)).toEqual([people.ben.id])
    expect(await waitedFor(down)).toEqual([people.ben.id])
  })

  it('is a version that no project holds too, by the rule of the site', async () => {
    const test = await setUpRule()
    const { ask, cleo, emil, people, alone, aloneSeenBy, lines } = test
    await ask([{ approvals: 1, people: [cleo.id, emil.id] }], '')
    const terms = await alone('Terms of the site')
    expect(await aloneSeenBy(terms)).toEqual([cleo.id, emil.id].sort())
    const steps: [string, () => Promise<unknown>, Id[]][] = [
      ['an edit by one of them', () => terms.edit(emil, { body: 'Words of Emil' }), [cleo.id]],
      ['another title', () => terms.edit(people.ben, { title: 'Terms' }), [cleo.id]],
      ['a rejection', () => terms.decide(cleo, 'reject', 'Too long'), []],
      ['sent again', () => terms.move('in_review'), [cleo.id]],
      ['a draft again', () => terms.move('draft'), []],
      ['sent once more', () => terms.move('in_review'), [cleo.id]],
      ['an approval', () => terms.decide(cleo, 'approve'), []],
      ['reopened', () => terms.move('in_review'), [cleo.id]],
    ]
    for (const [what, work, asked] of steps) {
      await test.runJobs()
      const held = await test.awaiting(cleo)
      const { position: _, ...before } = held
      await work()
      const { position: __, ...fresh } = await test.awaiting(cleo)
      expect(await aloneSeenBy(terms), what).toEqual(asked)
      expect(await terms.waitedFor(), what).toEqual(asked)
      expect(await test.followed(cleo, held), what).toEqual(fresh)
      expect(fresh, what).not.toEqual(before)
    }
    expect(await lines(cleo)).toEqual(['approve Terms'])
    expect((await test.awaiting(cleo)).data[0]).toMatchObject({
      projectId: null,
      projectName: null,
      itemId: null,
      contentId: terms.contentId,
      versionId: terms.versionId,
      id: terms.versionId,
    })
  })

  it('is no version of content that is in the trash', async () => {
    const test = await setUpRule()
    const { ask, cleo, alone, aloneSeenBy, send } = test
    await ask([{ approvals: 1, people: [cleo.id] }], '')
    const terms = await alone('Terms')
    const steps: [string, () => Promise<unknown>, Id[]][] = [
      ['deleted', () => send('DELETE', `/content/${terms.contentId}`), []],
      ['back', () => send('POST', `/content/${terms.contentId}/restore`), [cleo.id]],
    ]
    for (const [what, work, asked] of steps) {
      await test.runJobs()
      const held = await test.awaiting(cleo)
      await work()
      const { position: _, ...fresh } = await test.awaiting(cleo)
      expect(await aloneSeenBy(terms), what).toEqual(asked)
      expect(await test.followed(cleo, held), what).toEqual(fresh)
    }
  })

  it('goes with the version into projects with another rule, and out of them again', async () => {
    const test = await setUpRule()
    const { ask, cleo, emil, project, alone, awaiting, followed, send, desk } = test
    await ask([{ approvals: 1, people: [cleo.id] }], '')
    await ask([{ approvals: 1, people: [emil.id] }])
    const terms = await alone('Terms of the site')
    let item: ProjectItem | undefined
    const steps: [string, () => Promise<unknown>, string[], string[]][] = [
      [
        'into the project',
        async () => {
          item = (await desk.add(project.id, terms))[0]
        },
        [],
        ['approve Terms of the site'],
      ],
      [
        'out of it, still by its rule',
        () => send('DELETE', `/projects/${project.id}/items/${item?.id}`),
        [],
        ['approve Terms of the site'],
      ],
      [
        'back, put away with the project',
        async () => {
          await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [item?.id] })
          await send('POST', `/projects/${project.id}/archive`)
        },
        [],
        [],
      ],
      [
        'and with it again',
        () => send('POST', `/projects/${project.id}/reactivate`),
        [],
        ['approve Terms of the site'],
      ],
    ]
    for (const [what, work, ofCleo, ofEmil] of steps) {
      await test.runJobs()
      const held = [await awaiting(cleo), await awaiting(emil)] as const
      await work()
      expect([await test.lines(cleo), await test.lines(emil)], what).toEqual([ofCleo, ofEmil])
      for (const [index, person] of [cleo, emil].entries()) {
        const { position: _, ...fresh } = await awaiting(person)
        expect(await followed(person, held[index] as Snapshot<AwaitingState>), what).toEqual(fresh)
      }
    }
  })

  it('shows nobody a version that left a private project, but those who are in it', async () => {
    const { ask, anna, cleo, emil, alone, aloneSeenBy, people, runJobs, storage } = await setUpRule()
    await ask([{ approvals: 1, people: [cleo.id, emil.id] }], '')
    const secret = await alone('Secret', 'draft')
    const hidden = await call<Project>(anna, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Hidden', visibility: 'private' },
    })
    const url = `/api/v1/projects/${hidden.id}`
    for (const person of [people.ben, emil]) {
      await call(anna, {
        method: 'POST',
        url: `${url}/members`,
        payload: { id: person.id, kind: 'person', role: 'editor' },
      })
    }
    const [item] = (
      await call<{ data: ProjectItem[] }>(anna, {
        method: 'POST',
        url: `${url}/items`,
        payload: { items: [{ contentId: secret.contentId, versionId: secret.versionId }] },
      })
    ).data
    await call(anna, { method: 'DELETE', url: `${url}/items/${item?.id}` })
    await secret.move('in_review')
    await runJobs()
    expect(await aloneSeenBy(secret)).toEqual([emil.id])
    expect(await secret.waitedFor()).toEqual([emil.id])
    const told = await storage.read((tx) =>
      tx.selectFrom('notifications').select('person_id').where('kind', '=', 'approval.asked').execute(),
    )
    expect(told.map(({ person_id }) => person_id)).toEqual([emil.id])
  })

  it('is listed up to its limit, counted beyond it, and found without reading what is in no review', async () => {
    const { ask, ben, desk, awaiting, cleo, people, project, change, services, storage } = await setUpRule()
    await ask([{ approvals: 1, people: [cleo.id] }])
    const many = mostAwaited + 3
    const actor = { id: people.ben.id, kind: 'person' as const }
    const { body: contentIds } = await services.runner.run({ actor }, async (context) => {
      const { contents, events } = await writeContent(context, {
        contents: Array.from({ length: many }, (_, index) => ({
          type: 'page' as const,
          texts: [{ language: 'en', title: `Page ${index}`, body: '' }],
        })),
      })
      return { body: contents.map(({ contentId }) => contentId), events }
    })
    const added = await desk.add(project.id, ...contentIds.map((contentId) => ({ contentId })))
    const itemIds = added.map(({ id }) => id)
    await call(ben, {
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/items`,
      payload: { itemIds, status: 'in_review' },
    })
    const last = added.at(-1) as ProjectItem
    await change(last.id, { dueAt: '2026-05-01' })
    const { data, total } = await awaiting(cleo)
    expect([data.length, total, data[0]?.id]).toEqual([mostAwaited, many, last.id])
    const plans = await plansOf(storage, 'reviews', (tx) => reviewsAwaiting(tx, cleo.id))
    expect(plans).toHaveLength(2)
    for (const plan of plans) {
      expect(plan).toMatch(/versions_(in_review|status)/)
      expect(plan).toMatch('takedowns_in_review')
    }
  })
})
