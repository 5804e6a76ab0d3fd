import type { ContentListState, Id } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createDeskTest } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { worksWith } from '../cli/works.ts'
import { Jobs } from '../jobs/jobs.ts'
import { readViewer } from '../people/read-viewer.ts'
import { writeContent } from './bulk.ts'
import { changeVersion } from './commands.ts'
import type { NewContent } from './insert.ts'

async function setUp() {
  const test = await createDeskTest()
  const { services, storage, people } = test
  const { content, version } = await test.desk.content()
  await test.runJobs()
  const { offset: seen = 0 } = (await eventsAfter(storage, 'content')).at(-1) ?? {}
  /** A node that carries out what is due, as often as it is asked. */
  const startNode = () => {
    const log = { error: (fields: object) => expect(fields).toBeUndefined() }
    const works = worksWith({ mailer: undefined, storage: services.storage, now: services.now })
    return new Jobs({ ...services, works, readViewer, log })
  }
  const listed = async () =>
    (await eventsAfter(storage, 'content', seen)).flatMap(({ event }) =>
      event.type === 'content.changed' ? [event] : [],
    )
  const type = (title: string, person = people.ben, versionId: Id = version.id, contentId: Id = content.id) =>
    services.runner.run(
      { actor: { id: person.id, kind: 'person' } },
      changeVersion(contentId, versionId, { title }),
    )
  const ownEvents = async () => (await eventsAfter(storage, `content:${content.id}`)).length
  return { ...test, content, startNode, listed, type, ownEvents }
}

describe('the content list', () => {
  it('is told once of what was saved within 250 ms, and the item each time', async () => {
    const { advance, startNode, listed, type, ownEvents } = await setUp()
    const node = startNode()
    const before = await ownEvents()
    for (const title of ['a', 'ab', 'abc']) {
      await type(title)
      advance(50)
      await node.drain()
    }
    expect(await listed()).toEqual([])
    expect(await ownEvents()).toBe(before + 3)
    advance(100)
    await node.drain()
    expect((await listed()).map(({ items }) => items.map(({ title }) => title))).toEqual([['abc']])
  })

  it('is told at most every 250 ms while somebody goes on, and of the last word', async () => {
    const { advance, startNode, listed, type } = await setUp()
    const node = startNode()
    for (let count = 1; count <= 40; count += 1) {
      await type(`${count}`)
      advance(50)
      await node.drain()
    }
    const during = await listed()
    expect(during.length).toBeGreaterThanOrEqual(6)
    expect(during.length).toBeLessThanOrEqual(8)
    const at = during.map((event) => Date.parse(event.at))
    for (const [index, instant] of at.slice(1).entries()) {
      expect(instant - (at[index] ?? 0)).toBeGreaterThanOrEqual(250)
    }
    advance(250)
    await node.drain()
    expect((await listed()).at(-1)?.items.map(({ title }) => title)).toEqual(['40'])
  })

  it('is told by another node when the one that took the change is gone, stopped or killed', async () => {
    const { advance, startNode, listed, type } = await setUp()
    const gone = startNode()
    await type('The last word')
    await gone.stop()
    expect(await listed()).toEqual([])
    advance(250)
    await startNode().drain()
    expect((await listed()).map(({ items }) => items.map(({ title }) => title))).toEqual([['The last word']])
  })

  it('learns of each row who changed it, where several people did', async () => {
    const { advance, startNode, listed, type, desk, people, content } = await setUp()
    const other = await desk.content()
    await startNode().drain()
    await type('By Ben')
    await type('By Emil', people.emil, other.version.id, other.content.id)
    advance(250)
    await startNode().drain()
    const event = (await listed()).at(-1)
    expect(event?.actor.kind).toBe('system')
    const by = new Map(event?.items.map(({ id, updatedBy }) => [id, updatedBy.id]))
    expect([by.get(content.id), by.get(other.content.id)]).toEqual([people.ben.id, people.emil.id])
    await type('By Ben alone')
    advance(250)
    await startNode().drain()
    expect((await listed()).at(-1)?.actor.id).toBe(people.ben.id)
  })

  it('is told of many in events that are bounded, and of each', async () => {
    const { advance, startNode, listed, services, people, get } = await setUp()
    const contents = Array.from(
      { length: 90 },
      (_, index): NewContent => ({
        type: 'page',
        texts: [{ language: 'en', title: `Page ${index}`, body: '' }],
      }),
    )
    const actor = { id: people.ben.id, kind: 'person' as const }
    for (let count = 0; count < 3; count += 1) {
      await services.runner.run({ actor }, async (context) => {
        return { body: null, events: (await writeContent(context, { contents })).events }
      })
    }
    advance(250)
    await startNode().drain()
    const told = (await listed()).map(({ items }) => items.length)
    expect(told).toEqual([100, 100, 70])
    const { data } = await get<ContentListState>('/content?limit=200')
    expect(data).toHaveLength(200)
  })
})
