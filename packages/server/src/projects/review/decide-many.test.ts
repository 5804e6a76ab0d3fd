/** One decision about many: what becomes of them, what is told, and that nothing is done where one of them is refused. */
import {
  type ApprovalStep,
  applyItems,
  channels,
  type DecidedReviews,
  type Id,
  type ItemsState,
  mostDecided,
  type Project,
  type ProjectItem,
  type Review,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { plansOf } from '../../../test/query-plans.ts'
import type { Caller } from '../../../test/test-app.ts'
import type { Progress } from './progress.ts'
import { writeProgress } from './reviews.ts'

async function setUp() {
  const test = await createDeskTest()
  const { as, people, desk, get } = test
  const anna = as(people.anna)
  const cleo = as(people.cleo)
  const emil = as(people.emil)
  const ask = (steps: Partial<ApprovalStep>[], scope?: Project) =>
    call(anna, {
      method: 'PATCH',
      url: `/api/v1${scope ? `/projects/${scope.id}` : ''}/approval-rule`,
      payload: { steps },
    })
  const inReview = async (...titles: string[]) => {
    const { project, items } = await desk.projectOf(...titles)
    return { project, items: await desk.move(project.id, items, 'in_review') }
  }
  const alone = async (title: string) => {
    const { content, version } = await desk.content({ title })
    const url = `/api/v1/content/${content.id}/versions/${version.id}`
    await call(test.ben, { method: 'POST', url: `${url}/status`, payload: { status: 'in_review' } })
    return { contentId: content.id, versionId: version.id, url }
  }
  const read = async (...items: ProjectItem[]) => {
    const reviews = await Promise.all(
      items.map(({ projectId, id }) => get<Review>(`/projects/${projectId}/items/${id}/review`)),
    )
    return items.map(({ id: itemId }, index) => ({
      itemId,
      textRevision: reviews[index]?.textRevision ?? 0,
    }))
  }
  const decide = (caller: Caller, payload: object) =>
    caller.inject({ method: 'POST', url: '/api/v1/decisions', payload })
  const statuses = async (project: Project) =>
    (await test.itemsOf(project)).data.map(({ status, approvals }) => [status, approvals?.given ?? null])
  return { ...test, anna, cleo, emil, ask, inReview, alone, read, decide, statuses }
}

const two: Partial<ApprovalStep> = { approvals: 2, roles: ['reviewer', 'editor'] }
const one: Partial<ApprovalStep> = { approvals: 1, roles: ['reviewer', 'editor'] }

describe('one decision about many', () => {
  it('approves in several projects and in none, with one event for each project', async () => {
    const test = await setUp()
    const { ask, inReview, alone, read, decide, cleo, statuses, storage, people, runJobs } = test
    const spring = await inReview('One', 'Two')
    await ask([one])
    const summer = await inReview('Three')
    await ask([two], spring.project)
    await call(test.ben, {
      method: 'PATCH',
      url: `/api/v1/projects/${spring.project.id}/items`,
      payload: { itemIds: [spring.items[0]?.id], status: 'draft' },
    })
    await test.desk.move(spring.project.id, [spring.items[0] as ProjectItem], 'in_review')
    const terms = await alone('Terms')
    const held = await Promise.all([test.itemsOf(spring.project), test.itemsOf(summer.project)])
    const reviewed = [
      ...(await read(...spring.items, ...summer.items)),
      { versionId: terms.versionId, textRevision: 1 },
    ]
    const answer = await decide(cleo, { decision: 'approve', reviewed })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json<DecidedReviews>().data.map(({ status, approvals }) => [status, approvals])).toEqual([
      ['in_review', { step: 1, steps: 1, given: 1, needed: 2 }],
      ['ready', null],
      ['ready', null],
      ['ready', null],
    ])
    expect(await statuses(spring.project)).toEqual([
      ['in_review', 1],
      ['ready', null],
    ])
    for (const [index, { project }] of [spring, summer].entries()) {
      const before = held[index]
      const events = await eventsAfter(storage, channels.project(project.id), before?.position.offset)
      const own = events.filter(({ event }) => event.type === 'item.changed')
      expect(own).toHaveLength(1)
      const { position: _, ...state } = before as ItemsState & { position: unknown }
      const { position: __, ...fresh } = await test.itemsOf(project)
      expect(events.reduce<ItemsState>((now, { event }) => applyItems(now, event as never), state)).toEqual(
        fresh,
      )
    }
    await runJobs()
    const told = await storage.read((tx) =>
      tx
        .selectFrom('notifications')
        .select(['person_id', 'kind', 'item_title', 'excerpt'])
        .where('kind', '=', 'item.status_changed')
        .where('excerpt', 'like', '%ready%')
        .orderBy('item_title')
        .execute(),
    )
    expect(told.map(({ person_id, item_title }) => [person_id, item_title])).toEqual([
      [people.ben.id, 'Terms'],
      [people.ben.id, 'Three'],
      [people.ben.id, 'Two'],
    ])
    const { data } = await test.get<{ data: { kind: string; facts: { count?: number } }[] }>(
      `/projects/${spring.project.id}/activity`,
    )
    expect(data.filter(({ kind }) => kind === 'item.approved').map(({ facts }) => facts)).toMatchObject([
      { status: 'ready' },
      {},
    ])
  })

  it('rejects with one sentence, take-downs too', async () => {
    const test = await setUp()
    const { ask, inReview, read, decide, emil, cleo, desk } = test
    const live = await inReview('Old')
    await desk.move(live.project.id, live.items, 'ready')
    await desk.publish(live.project.id)
    await ask([two])
    const { project, items } = await inReview('One')
    const added = await desk.add(project.id, {
      contentId: live.items[0]?.contentId as Id,
      action: 'unpublish',
    })
    const down = await desk.move(project.id, added, 'in_review')
    const reviewed = await read(...items, ...down)
    expect(refusal(await decide(emil, { decision: 'reject', reviewed }))).toEqual([400, 'invalid_request'])
    const before = await test.itemsOf(project)
    const answer = await decide(cleo, { decision: 'reject', reason: 'The price is wrong', reviewed })
    expect(answer.statusCode, answer.body).toBe(200)
    const after = await test.itemsOf(project)
    expect(after.data.map(({ status, rejection }) => [status, rejection?.reason])).toEqual([
      ['rejected', 'The price is wrong'],
      ['rejected', 'The price is wrong'],
    ])
    const events = await eventsAfter(test.storage, channels.project(project.id), before.position.offset)
    const { position: _, ...state } = before
    const { position: __, ...fresh } = after
    expect(events.reduce<ItemsState>((now, { event }) => applyItems(now, event as never), state)).toEqual(
      fresh,
    )
  })

  it('does nothing where one of them was changed, decided, is not asked of them or not there', async () => {
    const test = await setUp()
    const { ask, inReview, read, decide, emil, cleo, people, statuses, anna, desk } = test
    await ask([two])
    const { project, items } = await inReview('One', 'Two', 'Three')
    const [first, second, third] = items as [ProjectItem, ProjectItem, ProjectItem]
    const reviewed = await read(...items)
    const untouched = [
      ['in_review', 0],
      ['in_review', 0],
      ['in_review', 0],
    ]
    const refused = async (caller: Caller, payload: object, expected: [number, string], paths: string[]) => {
      const answer = await decide(caller, payload)
      expect(refusal(answer)).toEqual(expected)
      expect(answer.json().errors.map(({ path }: { path: string }) => path)).toEqual(paths)
    }
    const edit = (item: ProjectItem, caller: Caller, body: string) =>
      call(caller, {
        method: 'PATCH',
        url: `/api/v1/content/${item.contentId}/versions/${item.versionId}`,
        payload: { body },
        headers: { 'if-match': '*' },
      })
    await edit(second, test.ben, 'New words')
    await refused(cleo, { decision: 'approve', reviewed }, [409, 'text_changed'], ['/reviewed/1'])
    const again = await read(...items)
    await edit(third, emil, 'Words of Emil')
    const own = await read(...items)
    await refused(emil, { decision: 'approve', reviewed: own }, [403, 'own_text'], ['/reviewed/2'])
    await refused(cleo, { decision: 'approve', reviewed: again }, [409, 'text_changed'], ['/reviewed/2'])
    await refused(
      cleo,
      { decision: 'approve', reviewed: [...own, { itemId: unknownId, textRevision: 1 }] },
      [400, 'invalid_request'],
      ['/reviewed/3'],
    )
    await refused(
      anna,
      { decision: 'approve', reviewed: own },
      [403, 'approval_not_asked'],
      ['/reviewed/0', '/reviewed/1', '/reviewed/2'],
    )
    expect(await statuses(project)).toEqual(untouched)
    await desk.move(project.id, [first], 'draft')
    await refused(cleo, { decision: 'approve', reviewed: own }, [409, 'invalid_status_move'], ['/reviewed/0'])
    const viewer = await decide(test.as(people.dora), { decision: 'approve', reviewed: own })
    expect(refusal(viewer)).toEqual([403, 'forbidden'])
    const tooMany = Array.from({ length: mostDecided + 1 }, () => own[0])
    const answer = await decide(cleo, { decision: 'approve', reviewed: tooMany })
    expect(refusal(answer)).toEqual([400, 'invalid_request'])
    expect(answer.body).toMatch(`more than ${mostDecided}`)
  })

  it('says of what is in a private project no more than of what is nowhere', async () => {
    const test = await setUp()
    const { ask, inReview, read, decide, cleo, anna, statuses, people, ben } = test
    await ask([one])
    const { project, items } = await inReview('One')
    const open = await read(...items)
    const hidden = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Hidden', visibility: 'private' },
    })
    const { content } = await test.desk.content({ title: 'Secret' })
    const added = await test.desk.add(hidden.id, { contentId: content.id })
    const [secret] = (await test.desk.move(hidden.id, added, 'in_review')) as [ProjectItem]
    const of = (itemId: Id) => ({
      decision: 'approve',
      reviewed: [...open, { itemId, textRevision: 1 }],
    })
    const asIfNowhere = await decide(cleo, of(unknownId))
    const asHidden = await decide(cleo, of(secret.id))
    const said = [asIfNowhere, asHidden].map((answer) => ({ ...answer.json(), instance: '' }))
    expect(said[1]).toEqual(said[0])
    const byVersion = await decide(anna, {
      decision: 'approve',
      reviewed: [{ versionId: secret.versionId, textRevision: 1 }],
    })
    expect(refusal(byVersion)).toEqual([400, 'invalid_request'])
    await call(ben, {
      method: 'POST',
      url: `/api/v1/projects/${hidden.id}/members`,
      payload: { id: people.cleo.id, kind: 'person', role: 'viewer' },
    })
    const asViewer = await decide(cleo, of(secret.id))
    expect(refusal(asViewer)).toEqual([403, 'forbidden'])
    expect(asViewer.json().errors).toMatchObject([{ path: '/reviewed/1' }])
    expect(await statuses(project)).toEqual([['in_review', 0]])
  })

  it('writes how far they are in one statement for all that are equally far', async () => {
    const { storage, inReview, ask, statuses } = await setUp()
    await ask([two, two])
    const { project, items } = await inReview('One', 'Two', 'Three')
    const given = (...ids: string[]) => ids.map((id) => ({ id, step: 1, personId: id, textRevision: 1 }))
    const step = { approvals: 2, asked: new Set<Id>(), barred: new Set<Id>() }
    const far = items.map(({ versionId }, index): [Id, Progress] => {
      const steps = [
        { ...step, given: index === 2 ? given('a', 'b') : given('a') },
        { ...step, given: [] },
      ]
      return [versionId, { steps, step: index === 2 ? 2 : 1, lost: [] }]
    })
    const plans = await plansOf(storage, 'reviews', (tx) => writeProgress({ tx }, new Map(far)))
    expect(plans).toHaveLength(2)
    expect(await statuses(project)).toEqual([
      ['in_review', 1],
      ['in_review', 1],
      ['in_review', 0],
    ])
  })
})
