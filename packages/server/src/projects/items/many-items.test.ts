/** The largest requests there may be: 5,000 items at once, through every command that takes many. */
import {
  applyItems,
  type ItemRows,
  type ItemsState,
  type ProjectEvent,
  type ProjectsState,
  type PublishResult,
  type Snapshot,
} from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter, largestPublications } from '../../../test/journaled.ts'
import { writeContent } from '../../content/bulk.ts'

const many = 5000

it('adds, moves, publishes and removes 5,000 items, each in one command', async () => {
  const { ben, desk, people, runJobs, services, storage } = await createDeskTest()
  const actor = { id: people.ben.id, kind: 'person' as const }
  const { body: contentIds } = await services.runner.run({ actor }, async (context) => {
    const { contents, events } = await writeContent(context, {
      contents: Array.from({ length: many }, (_, index) => ({
        type: 'page' as const,
        texts: [{ language: 'en', title: `Page ${index}`, body: 'text '.repeat(200) }],
      })),
    })
    return { body: contents.map((content) => content.contentId), events }
  })
  const project = await desk.project()
  const url = `/api/v1/projects/${project.id}/items`
  const items = contentIds.map((contentId) => ({ contentId }))

  const added = await call<ItemRows>(ben, { method: 'POST', url, payload: { items } })
  expect(added.data).toHaveLength(many)
  const itemIds = added.data.map((item) => item.id)
  for (const status of ['in_review', 'ready']) {
    const moved = await call<ItemRows>(ben, { method: 'PATCH', url, payload: { itemIds, status } })
    expect(moved.data.every((item) => item.status === status)).toBe(true)
  }
  const published = await call<PublishResult>(ben, {
    method: 'POST',
    url: `/api/v1/projects/${project.id}/publish`,
    payload: { mode: 'all' },
  })
  expect(published.items).toHaveLength(many)
  const { data } = await call<Snapshot<ProjectsState>>(ben, { method: 'GET', url: '/api/v1/projects' })
  expect(data[0]?.counts).toMatchObject({ draft: 0, ready: 0, published: many })
  const events = await eventsAfter(storage, `project:${project.id}`)
  expect(events.map(({ event }) => event.type)).toEqual([
    'item.added',
    'item.changed',
    'item.changed',
    'project.published',
  ])

  const [start, ...later] = events.map(({ event }) => event as ProjectEvent)
  expect(start).toMatchObject({ type: 'item.added', items: [], itemIds })
  const whole = later.reduce(applyItems, { data: added.data, nextCursor: null })
  expect(whole.data).toEqual((await call<Snapshot<ItemsState>>(ben, { method: 'GET', url })).data)

  const again = await call<ItemRows>(ben, { method: 'POST', url, payload: { items } })
  expect(again.data.map((item) => item.id)).toEqual(itemIds)
  expect(again.data.every((item) => item.versionNumber === 2 && item.status === 'draft')).toBe(true)
  const half = many / 2
  await call(ben, { method: 'POST', url: `${url}/remove`, payload: { itemIds: itemIds.slice(0, half) } })
  const left = await call<Snapshot<ItemsState>>(ben, { method: 'GET', url })
  expect(left.data).toEqual(again.data.slice(half))

  // Ids and what changed, not whole rows, in whatever channel.
  await runJobs()
  await runJobs()
  for (const [channel, bytes] of await largestPublications(storage)) {
    expect(bytes, channel).toBeLessThan(channel.startsWith('project:') ? many * 100 : 64_000)
  }
})
