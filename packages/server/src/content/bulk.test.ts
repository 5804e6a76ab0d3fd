import type { ContentListState, ContentState, Id, ItemsState, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createDeskTest } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { systemActor } from '../command/system-actor.ts'
import { type ContentWrites, writeContent } from './bulk.ts'
import { lockTexts } from './door.ts'

async function setUp() {
  const test = await createDeskTest()
  /** `known`: the items that are there already. */
  const write = async (writes: ContentWrites, known: readonly Id[] = []) => {
    const { body } = await test.services.runner.run({ actor: systemActor }, async (context) => {
      if (known.length > 0) await lockTexts(context.tx, known)
      const { events, ...written } = await writeContent(context, writes)
      return { body: written, events }
    })
    return body
  }
  return { ...test, write }
}

const en = (title: string, body = '') => ({ language: 'en', title, body })

describe('writing in bulk', () => {
  it('inserts items with versions in several languages, with one event per channel', async () => {
    const { get, write, storage, runJobs } = await setUp()
    const { contents } = await write({
      contents: [
        { type: 'page', texts: [en('One'), { language: 'sv', title: 'Ett', body: 'text' }] },
        { type: 'media', origin: { source: 'import:docs', externalId: 'two.md' }, texts: [en('Two')] },
      ],
    })
    const { data } = await get<ContentListState>('/content')
    expect(data.map((item) => [item.title, item.type, item.languages.map((one) => one.language)])).toEqual([
      ['Two', 'media', ['en']],
      ['One', 'page', ['en', 'sv']],
    ])
    expect(data.map((item) => item.id)).toEqual(contents.map((content) => content.contentId).toReversed())
    await runJobs()
    const [first, ...others] = await eventsAfter(storage, 'content')
    expect(others).toEqual([])
    expect(first?.event).toMatchObject({ items: data.toReversed(), actor: systemActor })
    const one = await get<ContentState>(`/content/${contents[0]?.contentId}`)
    expect(one.versions.map((version) => version.id)).toEqual(contents[0]?.versionIds.toReversed())
    expect(one.versions[0]).toMatchObject({ title: 'Ett', number: 1, status: 'draft', author: systemActor })
  })

  it('counts the numbers of new versions on, two of one language included', async () => {
    const { desk, get, write } = await setUp()
    const { content } = await desk.content()
    const contentId = content.id
    await write(
      {
        versions: [
          { contentId, ...en('Second') },
          { contentId, language: 'de', title: 'Erste', body: '' },
          { contentId, ...en('Third') },
        ],
      },
      [contentId],
    )
    const { versions, revision } = await get<ContentState>(`/content/${contentId}`)
    expect(versions.map((version) => [version.language, version.number, version.title])).toEqual([
      ['en', 3, 'Third'],
      ['de', 1, 'Erste'],
      ['en', 2, 'Second'],
      ['en', 1, 'A page'],
    ])
    expect(revision).toBe(content.revision + 1)
  })

  it('edits what is named and nothing else, and takes project items along', async () => {
    const { desk, get, write, storage } = await setUp()
    const { project, items } = await desk.projectOf('One', 'Two', 'Three')
    const [one, two] = items
    const edits = [
      { versionId: one?.versionId ?? '', title: 'First' },
      { versionId: two?.versionId ?? '', body: 'new body' },
    ]
    await write({ edits }, [one?.contentId ?? '', two?.contentId ?? ''])
    const body = async (item: typeof one) =>
      (await get<Version>(`/content/${item?.contentId}/versions/${item?.versionId}`)).body
    expect(await body(one)).toBe('')
    expect(await body(two)).toBe('new body')
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data.map((item) => [item.title, item.revision])).toEqual([
      ['First', 2],
      ['Two', 2],
      ['Three', 1],
    ])
    const changed = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    const told = data.slice(0, 2).map(({ id, revision, title }) => ({ id, revision, title }))
    expect(changed).toMatchObject({ type: 'item.changed', items: told })
  })

  it('keeps dates, authors and statuses that are given', async () => {
    const { get, people, write } = await setUp()
    const author = { id: people.emil.id, kind: 'person' as const }
    const { contents } = await write({
      contents: [
        {
          type: 'page',
          texts: [{ ...en('Old'), author, createdAt: Date.UTC(2025, 0, 1), status: 'published' }],
        },
      ],
    })
    expect(await get<ContentState>(`/content/${contents[0]?.contentId}`)).toMatchObject({
      createdAt: '2025-01-01T00:00:00.000Z',
      updatedBy: author,
      languages: [{ publishedNumber: 1 }],
      versions: [{ author, status: 'published', createdAt: '2025-01-01T00:00:00.000Z' }],
    })
  })

  it('publishes nothing for nothing', async () => {
    const { write, storage, runJobs } = await setUp()
    expect(await write({})).toEqual({ contents: [], versionIds: [] })
    await runJobs()
    expect(await eventsAfter(storage, 'content')).toEqual([])
  })
})
