/** Whom a review asks, and how they and the author hear of it. */
import type { Review } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createReviewTest, type Decision } from '../../../test/review-test.ts'
import type { Caller } from '../../../test/test-app.ts'

describe('people are told', () => {
  it('who is asked, once, when their step begins, and the author how it ended', async () => {
    const { ask, inReview, decide, cleo, emil, runJobs, people, storage } = await createReviewTest()
    await ask([
      { approvals: 1, roles: ['reviewer'] },
      { approvals: 1, roles: ['editor'] },
    ])
    const { item } = await inReview()
    await runJobs()
    const told = () =>
      storage.read(async (tx) => {
        const rows = await tx
          .selectFrom('notifications')
          .select(['person_id', 'kind', 'reason'])
          .orderBy('id')
          .execute()
        return rows.map(({ person_id, kind, reason }) => [person_id, kind, reason])
      })
    const first = [people.cleo.id, 'approval.asked', 'approver']
    expect(await told()).toEqual([first])
    await decide(cleo, item, 'approve')
    await runJobs()
    const second = [people.emil.id, 'approval.asked', 'approver']
    expect(await told()).toEqual([first, second])
    await decide(emil, item, 'approve')
    await runJobs()
    expect(await told()).toEqual([first, second, [people.ben.id, 'item.status_changed', 'author']])
  })

  it('of a version in no project as of an item: asked, what became of it and why, asked again', async () => {
    const { ask, as, ben, cleo, desk, people, runJobs, storage } = await createReviewTest()
    await ask([
      { approvals: 1, roles: ['reviewer'] },
      { approvals: 1, roles: ['editor'] },
    ])
    const { content, version } = await desk.content({ title: 'Terms' })
    const url = `/api/v1/content/${content.id}/versions/${version.id}`
    const post = (caller: Caller, path: string, payload: object) =>
      call(caller, { method: 'POST', url: `${url}/${path}`, payload })
    const decide = async (caller: Caller, decision: Decision, reason?: string) => {
      const { textRevision } = await call<Review>(caller, { method: 'GET', url: `${url}/review` })
      await post(caller, 'decisions', { decision, reason, textRevision })
    }
    /** Since it was asked last: who was told, of what, why, and in which words. */
    let known = 0
    const told = async () => {
      await runJobs()
      const rows = await storage.read((tx) =>
        tx.selectFrom('notifications').selectAll().orderBy('id').execute(),
      )
      const news = rows.slice(known)
      known = rows.length
      for (const row of news) {
        expect(row).toMatchObject({ project_id: null, item_title: 'Terms', version_id: version.id })
      }
      return news.map((row) => [row.person_id, row.kind, row.reason, row.excerpt])
    }
    const emil = as(people.emil)
    await post(ben, 'status', { status: 'in_review' })
    expect(await told()).toEqual([[people.cleo.id, 'approval.asked', 'approver', '']])
    await decide(cleo, 'approve')
    expect(await told()).toEqual([[people.emil.id, 'approval.asked', 'approver', '']])
    await call(ben, { method: 'PATCH', url, payload: { body: 'New' }, headers: { 'if-match': '*' } })
    expect(await told()).toEqual([[people.cleo.id, 'approval.asked', 'approver', '']])
    await decide(cleo, 'reject', 'The price is wrong')
    const words = 'in review → rejected: The price is wrong'
    expect(await told()).toEqual([[people.ben.id, 'item.status_changed', 'author', words]])
    await post(ben, 'status', { status: 'in_review' })
    await decide(cleo, 'approve')
    await decide(emil, 'approve')
    // By the time at which they are told, nobody is asked any more.
    expect(await told()).toEqual([[people.ben.id, 'item.status_changed', 'author', 'in review → ready']])
  })
})
