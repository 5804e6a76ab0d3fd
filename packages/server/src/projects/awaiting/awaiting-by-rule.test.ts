import {
  type AwaitingState,
  type Group,
  type Id,
  mostAwaited,
  type Project,
  type ProjectItem,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createRuleTest } from '../../../test/awaiting-test.ts'
import { call } from '../../../test/desk.ts'
import { plansOf } from '../../../test/query-plans.ts'
import { writeContent } from '../../content/bulk.ts'
import { reviewsAwaiting } from '../review/awaited-reviews.ts'

describe('what awaits those whom an approval rule asks', () => {
  it('is what the review waits for them with, whomever it is assigned to', async () => {
    const { ask, inReview, prices, terms, change, lines, people, decide, cleo, emil, seenBy } =
      await createRuleTest()
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
    const test = await createRuleTest()
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
    const test = await createRuleTest()
    const { ask, inReview, prices, terms, change, cleo, expectFollowed, send, project, edit, people } = test
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
    await expectFollowed(cleo, steps)
  })

  it('follows what is edited and published beside the version that is reviewed', async () => {
    const test = await createRuleTest()
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
    const { ask, inReview, prices, desk, project, people, seenBy, waitedFor } = await createRuleTest()
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
    const test = await createRuleTest()
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
    const test = await createRuleTest()
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
    const test = await createRuleTest()
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
    const { ask, anna, cleo, emil, alone, aloneSeenBy, people, runJobs, storage } = await createRuleTest()
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
    const { ask, ben, desk, awaiting, cleo, people, project, change, services, storage } =
      await createRuleTest()
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
