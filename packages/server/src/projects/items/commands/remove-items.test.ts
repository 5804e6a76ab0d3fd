import type { ContentState } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createDeskTest, unknownId } from '../../../../test/desk-test.ts'
import { eventsAfter } from '../../../../test/journaled.ts'

describe('removing items', () => {
  it('frees their versions and says which went', async () => {
    const { desk, send, itemsOf, get, storage, outbox } = await createDeskTest()
    const { project, items } = await desk.projectOf('One', 'Two', 'Three')
    const [one, two, three] = items
    expect((await send('DELETE', `/projects/${project.id}/items/${one?.id}`)).statusCode).toBe(204)
    const many = await send('POST', `/projects/${project.id}/items/remove`, {
      itemIds: [one?.id, two?.id, unknownId],
    })
    expect(many.statusCode).toBe(204)
    expect((await itemsOf(project)).data).toEqual([three])
    const removed = (await eventsAfter(storage, `project:${project.id}`)).slice(-2)
    expect(removed.map(({ event }) => event)).toMatchObject([
      { type: 'item.removed', itemIds: [one?.id] },
      { type: 'item.removed', itemIds: [two?.id] },
    ])
    const state = await get<ContentState>(`/content/${two?.contentId}`)
    expect(state.versions[0]).toMatchObject({ projectId: null, revision: 3 })
    expect((await outbox()).filter(({ topic }) => topic === 'count')).toHaveLength(3)
  })
})
