/** Of a long thread a list has its ends; the rest is read around one of its comments. */
import type { Comment, CommentsState, Id, Snapshot } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'
import { plansOf } from '../../test/query-plans.ts'
import { numberAnswers } from './number-answers.ts'
import { readComments, readThread } from './queries.ts'

/** A thread with so many answers, of which all but the last are written as rows. */
async function setUp(answers: number) {
  const test = await createDeskTest()
  const { desk, send, storage, services, people } = test
  const project = await desk.project()
  const url = `/projects/${project.id}/comments`
  const opening = (await send('POST', url, { body: 'Which lamp?' })).json<Comment>()
  const first = (await send('POST', url, { body: 'Lamp 1', parentId: opening.id })).json<Comment>()
  const ids: Id[] = [opening.id, first.id]
  await storage.write(async (tx) => {
    const row = await tx
      .selectFrom('comments')
      .selectAll()
      .where('id', '=', first.id)
      .executeTakeFirstOrThrow()
    const more = Array.from({ length: answers - 2 }, (_, at) => {
      const id = services.newId()
      ids.push(id)
      return { ...row, id, number: at + 2, body: `Lamp ${at + 2}` }
    })
    while (more.length > 0) await tx.insertInto('comments').values(more.splice(0, 500)).execute()
  })
  const last = (await send('POST', url, { body: `Lamp ${answers}`, parentId: opening.id })).json<Comment>()
  ids.push(last.id)
  const list = (query = '') => test.get<Snapshot<CommentsState>>(`${url}${query}`)
  const around = (number: number, query = '') =>
    test.get<Snapshot<CommentsState>>(`/comments/${ids[number]}/thread${query}`)
  const viewer = { id: people.anna.id, role: 'admin' } as const
  return { ...test, project, opening, last, ids, list, around, viewer }
}

const numbers = ({ data }: CommentsState) => data.map(({ number }) => number)
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

describe('a long thread', () => {
  it('comes with its ends, which cost no more with ten thousand answers than with ten', async () => {
    const small = await setUp(10)
    const large = await setUp(10_000)
    expect(numbers(await small.list())).toEqual([0, 8, 9, 10])
    expect(numbers(await large.list())).toEqual([0, 9998, 9999, 10_000])
    const bytes = async (test: typeof small) => JSON.stringify(await test.list()).length
    expect(await bytes(large)).toBeLessThan((await bytes(small)) * 1.1)
    for (const { storage, project, viewer, ids } of [large]) {
      const window = { projectId: project.id, itemId: null, limit: 50, around: [ids[5000] ?? ''] }
      const plans = await plansOf(storage, 'comments', async (tx) => {
        await readComments(tx, viewer, window)
        await readThread(tx, viewer, ids[5000] ?? '', { before: 25, after: 25 })
      })
      expect(plans.length).toBeGreaterThan(3)
      for (const plan of plans) expect(plan).not.toMatch(/SCAN comments|Seq Scan/)
      expect(plans.filter((plan) => plan.includes('comments_number')).length).toBeGreaterThan(2)
      expect(plans.filter((plan) => plan.includes('comments_threads'))).toHaveLength(2)
    }
  })

  it('is whole where little would be left out', async () => {
    const { list, send, project, opening } = await setUp(7)
    expect(numbers(await list())).toEqual(upTo(0, 7))
    await send('POST', `/projects/${project.id}/comments`, { body: 'One more', parentId: opening.id })
    expect(numbers(await list())).toEqual([0, 6, 7, 8])
    expect(numbers(await list('?answers=4'))).toEqual(upTo(0, 8))
    expect(numbers(await list('?answers=5&limit=200'))).toEqual(upTo(0, 8))
  })

  it('comes in pages of bounded size: of many threads few answers', async () => {
    const { send, project, desk } = await setUp(3)
    const { content } = await desk.content()
    for (const url of [`/projects/${project.id}/comments?`, `/content/${content.id}/comments?language=en&`]) {
      const answer = await send('GET', `${url}limit=200&answers=50`)
      expect(refusal(answer)).toEqual([400, 'invalid_request'])
      expect(answer.json()).toMatchObject({ errors: [{ path: '/querystring/answers' }] })
    }
  })

  it('is read around any of its comments, by itself and with the list', async () => {
    const { around, list, ids, opening, send } = await setUp(200)
    expect(numbers(await around(100))).toEqual([0, ...upTo(75, 125)])
    expect(numbers(await around(198, '?before=2&after=50'))).toEqual([0, ...upTo(196, 200)])
    expect(numbers(await around(0, '?before=0&after=3'))).toEqual(upTo(0, 3))
    expect(numbers(await list(`?around=${ids[30]},${ids[100]},${opening.projectId}`))).toEqual([
      0,
      ...upTo(5, 55),
      ...upTo(75, 125),
      ...upTo(198, 200),
    ])
    expect(refusal(await send('GET', '/comments/x/thread'))).toEqual([400, 'invalid_request'])
    expect(refusal(await send('GET', `/comments/${opening.projectId}/thread`))).toEqual([404, 'not_found'])
  })

  it('keeps its numbers while answers go, and they are new for answers that come', async () => {
    const { send, list, last, project, opening } = await setUp(8)
    await send('DELETE', `/comments/${last.id}`)
    const next = await send('POST', `/projects/${project.id}/comments`, {
      body: 'Next',
      parentId: opening.id,
    })
    expect(next.json<Comment>().number).toBe(9)
    expect(numbers(await list())).toEqual([0, 7, 8, 9])
  })

  it('numbers the answers of a version before after the others, and shows them meanwhile', async () => {
    const { storage, services, list, ids } = await setUp(12)
    await storage.write((tx) =>
      tx.updateTable('comments').set({ number: 0 }).where('id', 'in', ids.slice(11)).execute(),
    )
    expect(numbers(await list())).toEqual([0, 0, 0, 8, 9, 10])
    expect(await numberAnswers(services)).toBe(1)
    expect((await list()).data.map(({ id }) => id)).toEqual([ids[0], ...ids.slice(10)])
    expect(await numberAnswers(services)).toBe(0)
  })
})
