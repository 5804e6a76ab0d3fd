/** Approvals that are missing, as they stand in the way of what is to be published or taken down. */
import type { Id, ProjectItem, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createReviewTest, two } from '../../../test/review-test.ts'

describe('what is in the way', () => {
  it('says how many approvals are missing and who can give them', async () => {
    const { ask, inReview, blockers, decide, cleo, people, send } = await createReviewTest()
    await ask([two])
    const { project, item } = await inReview()
    await decide(cleo, item, 'approve')
    expect(await blockers(item)).toMatchObject([
      {
        reason: 'approvals_missing',
        approvals: { given: 1, needed: 2 },
        isStuck: false,
        lift: { step: 'approve', roles: [], people: [people.emil.id] },
      },
    ])
    const answer = await send('POST', `/projects/${project.id}/publish`, { mode: 'all' })
    expect(answer.json().blockers).toEqual(await blockers(item))
  })

  it('says that nobody is left, and who can overrule', async () => {
    const { ask, inReview, blockers, people } = await createReviewTest()
    await ask([{ approvals: 1, people: [people.ben.id] }])
    const { item } = await inReview()
    expect(await blockers(item)).toMatchObject([
      { isStuck: true, lift: { step: 'overrule', roles: ['admin'], people: [] } },
    ])
  })

  it('asks the same of what is taken down', async () => {
    const { ask, desk, decide, cleo, emil, now } = await createReviewTest()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    await ask([two])
    const contentId = items[0]?.contentId as Id
    const [down] = (await desk.add(project.id, { contentId, action: 'unpublish' })) as [ProjectItem]
    const [item] = (await desk.move(project.id, [down], 'in_review')) as [ProjectItem]
    expect(item.approvals).toMatchObject({ given: 0, needed: 2 })
    await decide(cleo, item, 'approve')
    await decide(emil, item, 'approve')
    expect((await now(item)).status).toBe('ready')
  })

  it('asks again where another version is to be taken down', async () => {
    const { ask, desk, decide, cleo, emil, now, send, endings } = await createReviewTest()
    const { project, items } = await desk.projectOf('Home')
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    const contentId = items[0]?.contentId as Id
    const [down] = (await desk.add(project.id, { contentId, action: 'unpublish' })) as [ProjectItem]
    const next = (await send('POST', `/content/${contentId}/versions`, { language: 'en' })).json<Version>()
    const path = `/content/${contentId}/versions/${next.id}`
    for (const status of ['in_review', 'ready']) await send('POST', `${path}/status`, { status })
    await ask([two])
    const [item] = (await desk.move(project.id, [down], 'in_review')) as [ProjectItem]
    await decide(cleo, item, 'approve')
    await send('POST', `${path}/publish`, {})
    const rebased = await send('POST', `/projects/${project.id}/items/${item.id}/rebase`, { onto: next.id })
    const anew = { status: 'in_review', approvals: { step: 1, given: 0, needed: 2 } }
    expect(rebased.json()).toMatchObject(anew)
    expect(await now(item)).toMatchObject(anew)
    expect(await endings()).toEqual(['edited'])
    await decide(emil, item, 'approve')
    expect((await now(item)).approvals).toMatchObject({ given: 1 })
    await decide(cleo, item, 'approve')
    expect((await now(item)).status).toBe('ready')
  })
})
