/** Approvals: what a rule asks for, what makes them void, who may give them, and what publishing says of it. */
import type { Group, Id, ProjectItem, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { createReviewTest, two } from '../../../test/review-test.ts'

describe('a review under a rule', () => {
  it('becomes ready by its last approval, step by step, and not by a menu', async () => {
    const { ask, inReview, decide, now, anna, cleo, emil, people, send, pathOf, review } =
      await createReviewTest()
    await ask([
      { approvals: 1, roles: ['editor'] },
      { approvals: 1, people: [people.cleo.id] },
    ])
    const { item } = await inReview()
    expect(item.approvals).toEqual({ step: 1, steps: 2, given: 0, needed: 1 })
    expect(await review(item, emil)).toMatchObject({
      may: ['approve', 'reject'],
      steps: [{ waitingFor: [people.emil.id] }, { waitingFor: [] }],
    })
    const byMenu = await send('PATCH', pathOf(item), { status: 'ready' })
    expect(refusal(byMenu)).toEqual([409, 'approvals_required'])
    expect(byMenu.json().detail).toBe('"Home" becomes ready by its approvals: 1 more in step 1 of 2.')
    const early = await decide(cleo, item, 'approve')
    expect(refusal(early)).toEqual([403, 'approval_not_asked'])
    expect(early.json().detail).toMatch('your step comes later')
    expect((await decide(emil, item, 'approve')).json()).toMatchObject({ status: 'in_review' })
    expect((await now(item)).approvals).toEqual({ step: 2, steps: 2, given: 0, needed: 1 })
    expect(refusal(await decide(anna, item, 'approve'))).toEqual([403, 'approval_not_asked'])
    expect((await decide(cleo, item, 'approve')).json()).toMatchObject({ status: 'ready', may: [] })
    expect(await now(item)).toMatchObject({ status: 'ready', approvals: null })
    const late = await decide(cleo, item, 'approve')
    expect(refusal(late)).toEqual([409, 'invalid_status_move'])
    expect(late.json().detail).toBe('"Home" is ready already.')
  })

  it('counts one person once, however often they are meant and however often they approve', async () => {
    const { ask, inReview, decide, now, cleo, emil, people } = await createReviewTest()
    await ask([
      { approvals: 2, people: [people.cleo.id, people.cleo.id, people.emil.id], roles: ['reviewer'] },
    ])
    const { item } = await inReview()
    for (const _ of [1, 2]) expect((await decide(cleo, item, 'approve')).statusCode).toBe(200)
    expect((await now(item)).approvals).toMatchObject({ given: 1, needed: 2 })
    await decide(emil, item, 'approve')
    expect((await now(item)).status).toBe('ready')
  })

  it('loses its approvals by an edit, and by nothing else', async () => {
    const { ask, inReview, decide, now, cleo, emil, edit, send, pathOf, people, ben, endings, review } =
      await createReviewTest()
    await ask([two])
    const { item } = await inReview()
    const read = await review(item)
    await decide(cleo, item, 'approve')
    await send('PATCH', pathOf(item), { assigneeId: people.emil.id, dueAt: '2026-05-01' })
    expect((await now(item)).approvals).toMatchObject({ given: 1 })
    await edit(item, ben, 'Other words')
    expect(await now(item)).toMatchObject({ status: 'in_review', approvals: { given: 0, step: 1 } })
    expect(await endings()).toEqual(['edited'])
    const stale = await decide(emil, item, 'approve', { textRevision: read.textRevision })
    expect(refusal(stale)).toEqual([409, 'text_changed'])
    expect(refusal(await decide(emil, item, 'reject', { reason: 'No', textRevision: 1 }))).toEqual([
      409,
      'text_changed',
    ])
    await decide(emil, item, 'approve')
    await decide(cleo, item, 'approve')
    expect((await now(item)).status).toBe('ready')
  })

  it('is approved by nobody who edited since the last publish, unless its rule allows that', async () => {
    const { ask, inReview, decide, now, cleo, emil, ben, edit, desk, send, people } = await createReviewTest()
    await ask([{ approvals: 1, roles: ['editor', 'reviewer'] }])
    const { project, item } = await inReview()
    await edit(item, emil, 'Words of Emil')
    for (const caller of [ben, emil]) {
      expect(refusal(await decide(caller, item, 'approve'))).toEqual([403, 'own_text'])
    }
    await decide(cleo, item, 'approve')
    await desk.publish(project.id)
    const next = await send('POST', `/content/${item.contentId}/versions`, { language: 'en' })
    const draft = next.json<Version>()
    const url = `/content/${item.contentId}/versions/${draft.id}`
    await send('POST', `${url}/status`, { status: 'in_review' })
    const approved = await send('POST', `${url}/decisions`, { decision: 'approve', textRevision: 1 })
    expect(approved.json()).toMatchObject({ status: 'ready' })
    await ask([{ approvals: 1, people: [people.ben.id] }], undefined, { editorsMayApprove: true })
    const own = await inReview()
    await decide(ben, own.item, 'approve')
    expect((await now(own.item)).status).toBe('ready')
  })

  it('goes on by the rule that it began with; sent again, it goes by the new one', async () => {
    const { ask, inReview, decide, now, cleo, emil, desk } = await createReviewTest()
    await ask([two])
    const { project, item } = await inReview()
    await ask([{ approvals: 1, roles: ['reviewer'] }])
    await decide(cleo, item, 'approve')
    expect(await now(item)).toMatchObject({ status: 'in_review', approvals: { given: 1, needed: 2 } })
    await decide(emil, item, 'approve')
    expect((await now(item)).status).toBe('ready')
    const [again] = (await desk.move(project.id, [item], 'in_review')) as [ProjectItem]
    expect(again.approvals).toEqual({ step: 1, steps: 1, given: 0, needed: 1 })
    await ask(null)
    await decide(cleo, item, 'approve')
    expect((await now(item)).status).toBe('ready')
  })

  it('is decided by hand where nobody made a rule, or a project made an empty one', async () => {
    const { ask, inReview, decide, now, cleo, desk } = await createReviewTest()
    const { item } = await inReview()
    expect(item.approvals).toBeNull()
    await decide(cleo, item, 'approve')
    expect((await now(item)).status).toBe('ready')
    await ask([two])
    const { project, items } = await desk.projectOf('Other')
    await ask([], project)
    const [free] = (await desk.move(project.id, items, 'in_review', 'ready')) as [ProjectItem]
    expect(free).toMatchObject({ status: 'ready', approvals: null })
  })

  it('asks again for a text that took in what is live', async () => {
    const { ask, inReview, decide, now, cleo, emil, send } = await createReviewTest()
    await ask([two])
    const { item } = await inReview()
    await decide(cleo, item, 'approve')
    await decide(emil, item, 'approve')
    const url = `/content/${item.contentId}/versions/${item.versionId}/rebase`
    await send('POST', url, { onto: null, body: 'Words of both' })
    expect(await now(item)).toMatchObject({
      status: 'in_review',
      approvals: { step: 1, given: 0, needed: 2 },
    })
  })
})

describe('deciding', () => {
  it('rejects with a sentence, by whom the step asks', async () => {
    const { ask, inReview, decide, now, cleo, emil, send, pathOf, people, blockers } =
      await createReviewTest()
    await ask([{ approvals: 1, people: [people.cleo.id] }])
    const { item } = await inReview()
    expect(refusal(await decide(emil, item, 'reject', { reason: 'No' }))).toEqual([403, 'approval_not_asked'])
    expect(refusal(await decide(cleo, item, 'reject', { reason: ' ' }))).toEqual([400, 'invalid_request'])
    expect(refusal(await send('PATCH', pathOf(item), { status: 'rejected', reason: 'No' }))).toEqual([
      403,
      'approval_not_asked',
    ])
    await decide(cleo, item, 'reject', { reason: 'The price is wrong' })
    expect(await now(item)).toMatchObject({
      status: 'rejected',
      approvals: null,
      rejection: { reason: 'The price is wrong' },
    })
    expect((await blockers(item))[0]).toMatchObject({ reason: 'not_ready', status: 'rejected' })
  })

  it('takes an approval back, and the step with it', async () => {
    const { ask, inReview, decide, now, cleo, emil, endings } = await createReviewTest()
    await ask([
      { approvals: 1, roles: ['reviewer'] },
      { approvals: 1, roles: ['editor'] },
    ])
    const { item } = await inReview()
    expect(refusal(await decide(emil, item, 'withdraw'))).toEqual([403, 'approval_not_asked'])
    await decide(cleo, item, 'approve')
    await decide(cleo, item, 'withdraw')
    expect((await now(item)).approvals).toEqual({ step: 1, steps: 2, given: 0, needed: 1 })
    expect(await endings()).toEqual(['withdrawn'])
  })

  it('overrules with a reason, by administrators alone, for everybody to see', async () => {
    const { ask, inReview, decide, now, anna, cleo, review, storage } = await createReviewTest()
    await ask([two])
    const { project, item } = await inReview()
    expect(refusal(await decide(cleo, item, 'overrule', { reason: 'Now' }))).toEqual([403, 'forbidden'])
    expect(refusal(await decide(anna, item, 'overrule', { reason: '' }))).toEqual([400, 'invalid_request'])
    await decide(anna, item, 'overrule', { reason: 'The fair opens today' })
    expect((await now(item)).status).toBe('ready')
    expect((await review(item)).overrule).toMatchObject({ reason: 'The fair opens today' })
    const last = (await eventsAfter(storage, `project:${project.id}`)).at(-1)
    expect(last?.event).toMatchObject({
      type: 'item.changed',
      decision: { kind: 'overrule', reason: 'The fair opens today' },
    })
  })

  it('names each item of a bulk move that its rule does not let through', async () => {
    const { ask, desk, send } = await createReviewTest()
    const { project, items } = await desk.projectOf('One', 'Two')
    await ask([two], project)
    await desk.move(project.id, items, 'in_review')
    const answer = await send('PATCH', `/projects/${project.id}/items`, {
      itemIds: items.map(({ id }) => id),
      status: 'ready',
    })
    expect(refusal(answer)).toEqual([409, 'approvals_required'])
    expect(answer.json().errors.map(({ path }: { path: string }) => path)).toEqual([
      '/itemIds/0',
      '/itemIds/1',
    ])
  })
})

describe('somebody who may not approve any more', () => {
  it('has not approved: with another role, kept out, removed', async () => {
    const { ask, inReview, decide, now, anna, cleo, people, runJobs, endings } = await createReviewTest()
    await ask([two])
    const { item } = await inReview()
    await decide(cleo, item, 'approve')
    const change = (payload: object) =>
      call(anna, { method: 'PATCH', url: `/api/v1/people/${people.cleo.id}`, payload })
    await change({ role: 'viewer' })
    await runJobs()
    expect((await now(item)).approvals).toMatchObject({ given: 0 })
    expect(await endings()).toEqual(['right_lost'])
    await change({ role: 'reviewer' })
    await decide(cleo, item, 'approve')
    await change({ state: 'deactivated' })
    await runJobs()
    expect((await now(item)).approvals).toMatchObject({ given: 0 })
  })

  it('does not count towards the last step, though nobody was told yet', async () => {
    const { ask, inReview, decide, now, anna, cleo, emil, people } = await createReviewTest()
    await ask([two])
    const { item } = await inReview()
    await decide(cleo, item, 'approve')
    await call(anna, { method: 'DELETE', url: `/api/v1/people/${people.cleo.id}` })
    await decide(emil, item, 'approve')
    expect(await now(item)).toMatchObject({ status: 'in_review', approvals: { given: 1, needed: 2 } })
  })
})

describe('somebody who leaves a group', () => {
  it('has not approved as one of it, and counts once where two groups mean them', async () => {
    const { ask, inReview, decide, now, anna, cleo, emil, people, runJobs } = await createReviewTest()
    const group = (name: string, memberIds: Id[]) =>
      call<Group>(anna, { method: 'POST', url: '/api/v1/groups', payload: { name, memberIds } })
    const legal = await group('Legal', [people.cleo.id, people.emil.id])
    const brand = await group('Brand', [people.cleo.id])
    await ask([{ approvals: 2, groups: [legal.id, brand.id] }])
    const { item } = await inReview()
    await decide(cleo, item, 'approve')
    expect((await now(item)).approvals).toMatchObject({ given: 1, needed: 2 })
    const leave = ({ id }: Group) =>
      call(anna, { method: 'PATCH', url: `/api/v1/groups/${id}`, payload: { removeIds: [people.cleo.id] } })
    await leave(legal)
    await runJobs()
    expect((await now(item)).approvals).toMatchObject({ given: 1 })
    await leave(brand)
    await decide(emil, item, 'approve')
    expect(await now(item)).toMatchObject({ status: 'in_review', approvals: { given: 1 } })
    await runJobs()
    expect((await now(item)).approvals).toMatchObject({ given: 1, needed: 2 })
    await call(anna, { method: 'DELETE', url: `/api/v1/groups/${legal.id}` })
    await runJobs()
    expect((await now(item)).approvals).toMatchObject({ given: 0 })
  })
})

describe('a version that goes from project to project', () => {
  it('is reviewed anew where the other project asks for something else, ready or not', async () => {
    const { ask, inReview, decide, now, cleo, desk, send } = await createReviewTest()
    const { project, item } = await inReview()
    await decide(cleo, item, 'approve')
    await send('DELETE', `/projects/${project.id}/items/${item.id}`)
    const strict = await desk.project('Strict')
    await ask([two], strict)
    const [moved] = await desk.add(strict.id, { contentId: item.contentId, versionId: item.versionId })
    expect(moved).toMatchObject({ status: 'in_review', approvals: { given: 0, needed: 2 } })
    expect(await now(moved as ProjectItem)).toEqual(moved)
  })

  it('keeps its approvals where it comes back, and where the same is asked', async () => {
    const { ask, inReview, decide, now, cleo, desk, send } = await createReviewTest()
    await ask([two])
    const { project, item } = await inReview()
    await decide(cleo, item, 'approve')
    await send('DELETE', `/projects/${project.id}/items/${item.id}`)
    await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [item.id] })
    expect((await now(item)).approvals).toMatchObject({ given: 1 })
    await send('DELETE', `/projects/${project.id}/items/${item.id}`)
    const other = await desk.project('Other')
    const [moved] = await desk.add(other.id, { contentId: item.contentId, versionId: item.versionId })
    expect(moved?.approvals).toMatchObject({ given: 1, needed: 2 })
  })

  it('does not go out by itself with less than the site asks for', async () => {
    const { ask, desk, send } = await createReviewTest()
    await ask([two])
    const { project, items } = await desk.projectOf('Home')
    await ask([], project)
    const [item] = (await desk.move(project.id, items, 'in_review', 'ready')) as [ProjectItem]
    await send('DELETE', `/projects/${project.id}/items/${item.id}`)
    const answer = await send('POST', `/content/${item.contentId}/versions/${item.versionId}/publish`, {})
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(answer.json().blockers).toMatchObject([
      { reason: 'approvals_missing', approvals: null, lift: { step: 'reopen' } },
    ])
  })
})

describe('a rule', () => {
  it('is made by administrators, has five steps at most, and names people who are here', async () => {
    const { send, anna, people, ask, get } = await createReviewTest()
    const rule = { steps: [{ approvals: 1, people: [people.cleo.id] }] }
    expect(refusal(await send('PATCH', '/approval-rule', rule))).toEqual([403, 'forbidden'])
    const refuse = async (steps: object[], detail: RegExp) => {
      const answer = await anna.inject({ method: 'PATCH', url: '/api/v1/approval-rule', payload: { steps } })
      expect(refusal(answer)).toEqual([400, 'invalid_request'])
      expect(answer.body).toMatch(detail)
    }
    await refuse(Array(6).fill(rule.steps[0]), /more than 5 steps/)
    await refuse([{ approvals: 1, people: [unknownId] }], /nobody with this id/)
    await refuse([{ approvals: 2, people: [people.cleo.id, people.cleo.id] }], /more approvals than it names/)
    await refuse([{ approvals: 1 }], /asks nobody/)
    expect(await ask([{ approvals: 3, roles: ['reviewer'] }])).toMatchObject({
      revision: 2,
      shortages: [{ step: 1, needed: 3, available: 1 }],
    })
    const stale = await anna.inject({
      method: 'PATCH',
      url: '/api/v1/approval-rule',
      payload: rule,
      headers: { 'if-match': '"7"' },
    })
    expect(refusal(stale)).toEqual([412, 'revision_mismatch'])
    await ask(null)
    expect(await get('/approval-rule')).toMatchObject({ rule: null, inherited: null, shortages: [] })
  })
})
