import type { ContentState } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { createDeskTest } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { writeContent } from './bulk.ts'
import type { NewContent } from './insert.ts'

it('tells of a bulk change in batches, soon after it, as its items are by then', async () => {
  const { get, people, runJobs, services, storage } = await createDeskTest()
  const actor = { id: people.emil.id, kind: 'person' as const }
  const contents = Array.from({ length: 250 }, (_, index): NewContent => {
    return { type: 'page', texts: [{ language: 'en', title: `Page ${index}`, body: '' }] }
  })
  const { body } = await services.runner.run({ actor }, async (context) => {
    const { events, ...written } = await writeContent(context, { contents })
    return { body: written, events }
  })
  const ids = body.contents.map((content) => content.contentId)
  expect(await eventsAfter(storage, 'content')).toEqual([])

  // First the items themselves, and a moment later the list.
  await runJobs()
  await runJobs()
  const events = (await eventsAfter(storage, 'content')).map(({ event }) => event)
  const items = events.flatMap((event) => (event.type === 'content.changed' ? event.items : []))
  expect(events.map((event) => event.type === 'content.changed' && event.items.length)).toEqual([
    100, 100, 50,
  ])
  expect(new Set(items.map((item) => item.id))).toEqual(new Set(ids))
  for (const id of [ids[0], ids[249]]) {
    const told = await eventsAfter(storage, `content:${id}`)
    const {
      versions,
      position: _,
      ...content
    } = await get<ContentState & { position: object }>(`/content/${id}`)
    expect(told.map(({ event }) => event)).toMatchObject([{ type: 'version.changed', actor, versions }])
    expect(told[0]?.event).toHaveProperty('content.revision', content.revision)
  }
})
