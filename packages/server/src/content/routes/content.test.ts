import type {
  ContentListState,
  ContentState,
  CreatedContent,
  ItemsState,
  ProjectItem,
  Snapshot,
  Version,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const list = (query = '') => test.get<Snapshot<ContentListState>>(`/content${query}`)
  const edit = ({ contentId, id, revision }: Version, payload: object) =>
    test.send('PATCH', `/content/${contentId}/versions/${id}`, payload, { 'if-match': `"${revision}"` })
  return { ...test, list, edit }
}

describe('creating content', () => {
  it('answers the item with its first draft, and publishes both', async () => {
    const { ben, people, list, get, storage, runJobs } = await setUp()
    const answer = await ben.inject({
      method: 'POST',
      url: '/api/v1/content',
      payload: { type: 'block', language: 'sv-SE', title: '  Hej  ', body: '# Hej' },
      headers: { 'idempotency-key': 'create-1' },
    })
    expect(answer.statusCode).toBe(201)
    const { content, version } = answer.json<CreatedContent>()
    expect(content).toMatchObject({ type: 'block', title: 'Hej', updatedBy: { id: people.ben.id } })
    expect(content.languages).toEqual([
      {
        language: 'sv-SE',
        versionId: version.id,
        number: 1,
        status: 'draft',
        title: 'Hej',
        publishedNumber: null,
        projectId: null,
      },
    ])
    expect(version).toMatchObject({ number: 1, status: 'draft', body: '# Hej', contentId: content.id })
    expect((await list()).data).toEqual([content])
    const { body, fields, ...summary } = version
    expect(await get(`/content/${content.id}`)).toEqual({
      ...content,
      versions: [summary],
      position: expect.objectContaining({ channel: `content:${content.id}`, offset: 1 }),
    })
    expect(await eventsAfter(storage, 'content')).toEqual([])
    await runJobs()
    const [changed] = await eventsAfter(storage, 'content')
    expect(changed?.event).toMatchObject({
      type: 'content.changed',
      items: [content],
      actor: { id: people.ben.id, kind: 'person' },
    })
    const [versions] = await eventsAfter(storage, `content:${content.id}`)
    expect(versions?.event).toMatchObject({ type: 'version.changed', content, versions: [summary] })
  })

  it('does nothing twice under one key', async () => {
    const { ben, list } = await setUp()
    const request = {
      method: 'POST' as const,
      url: '/api/v1/content',
      payload: { type: 'page', language: 'en', title: 'Once' },
      headers: { 'idempotency-key': 'once' },
    }
    const first = await ben.inject(request)
    const second = await ben.inject(request)
    expect(second.json()).toEqual(first.json())
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect((await list()).data).toHaveLength(1)
  })

  it('is for editors, and for valid texts', async () => {
    const { as, app, people } = await setUp()
    const request = {
      method: 'POST' as const,
      url: '/api/v1/content',
      payload: { type: 'page', language: 'en', title: 'No' },
    }
    expect(refusal(await as(people.cleo).inject(request))).toEqual([403, 'forbidden'])
    expect(refusal(await app.inject(request))).toEqual([401, 'not_signed_in'])
    const wrong = await as(people.ben).inject({
      ...request,
      payload: { ...request.payload, language: 'english' },
    })
    expect(refusal(wrong)).toEqual([400, 'invalid_request'])
    expect(wrong.json().errors).toEqual([expect.objectContaining({ path: '/language' })])
    const deep = { ...request.payload, body: `fine\n${'1. '.repeat(1_000)}` }
    const refused = await as(people.ben).inject({ ...request, payload: deep })
    expect(refused.json().errors).toEqual([
      { path: '/body', message: 'nests quotes or lists more than 200 deep in line 2' },
    ])
  })
})

describe('listing content', () => {
  it('goes back page by page, newest first', async () => {
    const { desk, list, runJobs } = await setUp()
    const ids: string[] = []
    for (const title of ['a', 'b', 'c', 'd', 'e']) {
      ids.unshift((await desk.content({ title })).content.id)
      await runJobs()
    }
    const first = await list('?limit=2')
    expect(first.data.map((item) => item.id)).toEqual(ids.slice(0, 2))
    expect(first.nextCursor).toBe(ids[1])
    expect(first.position).toMatchObject({ channel: 'content', offset: 5 })
    const second = await list(`?limit=3&cursor=${first.nextCursor}`)
    expect(second.data.map((item) => item.id)).toEqual(ids.slice(2))
    expect(second.nextCursor).toBeNull()
  })

  it('finds titles of the newest version in any language, whatever the case of letters', async () => {
    const { ben, desk, list, edit } = await setUp()
    const { content, version } = await desk.content({ title: 'ÅRSBOK 100%_\\' })
    await desk.content({ title: 'Other', type: 'media' })
    const swedish = await call<Version>(ben, {
      method: 'POST',
      url: `/api/v1/content/${content.id}/versions`,
      payload: { language: 'sv' },
    })
    expect((await edit(swedish, { title: 'Straße' })).statusCode).toBe(200)
    const found = async (query: string) => (await list(query)).data.map((item) => item.id)
    expect(await found('?q=%20%C3%A5rs')).toEqual([content.id])
    expect(await found('?q=STRA')).toEqual([content.id])
    expect(await found(`?q=${encodeURIComponent('0%_\\')}`)).toEqual([content.id])
    expect(await found('?q=r_b')).toEqual([])
    expect(await found('?language=sv')).toEqual([content.id])
    expect(await found('?type=media&q=o')).toHaveLength(1)
    expect((await edit(version, { title: 'Yearbook' })).statusCode).toBe(200)
    expect(await found('?q=rsbok')).toEqual([])
  })

  it('says which parameter is wrong', async () => {
    const { ben } = await setUp()
    for (const query of ['limit=501', 'limit=0', 'cursor=x', 'type=poem']) {
      const answer = await ben.inject({ method: 'GET', url: `/api/v1/content?${query}` })
      expect(refusal(answer)).toEqual([400, 'invalid_request'])
      expect(answer.json().errors[0].path).toBe(`/querystring/${query.split('=')[0]}`)
    }
  })
})

describe('versions', () => {
  it('start from the newest, from the one named, or from the first language', async () => {
    const { ben, desk, get } = await setUp()
    const { content, version } = await desk.content({ title: 'One', body: 'first' })
    const create = (payload: object) =>
      call<Version>(ben, { method: 'POST', url: `/api/v1/content/${content.id}/versions`, payload })
    const translated = await create({ language: 'de', fromVersionId: version.id })
    expect(translated).toMatchObject({ number: 1, language: 'de', body: 'first' })
    const second = await create({ language: 'en' })
    expect(second).toMatchObject({ number: 2, status: 'draft', title: 'One', body: 'first' })
    expect(await create({ language: 'fr' })).toMatchObject({ number: 1, language: 'fr' })
    const state = await get<ContentState>(`/content/${content.id}`)
    expect(state.versions.map((one) => [one.language, one.number])).toEqual([
      ['fr', 1],
      ['en', 2],
      ['de', 1],
      ['en', 1],
    ])
    expect(state.languages.map((one) => one.language)).toEqual(['en', 'de', 'fr'])
    expect(state.revision).toBe(content.revision + 3)
  })

  it('need a source of the same item', async () => {
    const { ben, desk } = await setUp()
    const { content } = await desk.content()
    const { version } = await desk.content()
    const answer = await ben.inject({
      method: 'POST',
      url: `/api/v1/content/${content.id}/versions`,
      payload: { language: 'en', fromVersionId: version.id },
    })
    expect(refusal(answer)).toEqual([400, 'invalid_request'])
    expect(answer.json().errors[0].path).toBe('/fromVersionId')
  })

  it('are edited with If-Match; the second of two writers is refused', async () => {
    const { ben, desk, edit } = await setUp()
    const { version } = await desk.content({ body: 'old' })
    const url = `/api/v1/content/${version.contentId}/versions/${version.id}`
    const shown = await ben.inject({ method: 'GET', url })
    expect(shown.headers.etag).toBe('"1"')
    expect(shown.json()).toEqual(version)
    const answers = await Promise.all([edit(version, { body: 'mine' }), edit(version, { body: 'theirs' })])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412])
    const won = answers.find((answer) => answer.statusCode === 200)
    expect(won?.headers.etag).toBe('"2"')
    const now = await ben.inject({ method: 'GET', url })
    expect(now.json().body).toBe(won?.json().body)
    expect(refusal(await ben.inject({ method: 'PATCH', url, payload: { body: 'x' } }))).toEqual([
      428,
      'precondition_required',
    ])
  })

  it('change neither revision nor journal when the text is the same', async () => {
    const { desk, edit, storage, runJobs } = await setUp()
    const { version } = await desk.content({ title: 'Same', body: 'same' })
    await runJobs()
    const answer = await edit(version, { title: 'Same', body: 'same' })
    expect(answer.json()).toEqual(version)
    await runJobs()
    expect(await eventsAfter(storage, 'content')).toHaveLength(1)
  })

  it('take their project item along', async () => {
    const { desk, edit, get, storage } = await setUp()
    const { version } = await desk.content({ title: 'Before' })
    const project = await desk.project()
    const [item] = await desk.add(project.id, { contentId: version.contentId })
    const held = await get<Version>(`/content/${version.contentId}/versions/${version.id}`)
    expect(held).toMatchObject({ projectId: project.id, revision: 2 })
    await edit(held, { title: 'After' })
    const { data } = await get<ItemsState>(`/projects/${project.id}/items`)
    expect(data).toEqual([{ ...item, title: 'After', revision: (item?.revision ?? 0) + 1 }])
    const changed = (await eventsAfter(storage, `project:${project.id}`)).at(-1)
    const told = data.map(({ id, revision, title, status }) => ({ id, revision, title, status }))
    expect(changed?.event).toMatchObject({ type: 'item.changed', items: told })
  })

  it('say which item holds them, and why they were rejected, in a project or not', async () => {
    const { desk, people, get, send } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    const { id: itemId, contentId, versionId } = items[0] as ProjectItem
    const shown = async () => (await get<ContentState>(`/content/${contentId}`)).versions[0]
    expect(await shown()).toMatchObject({ projectId: project.id, itemId, rejection: null })

    const item = `/projects/${project.id}/items/${itemId}`
    await send('PATCH', item, { status: 'in_review' })
    await send('PATCH', item, { status: 'rejected', reason: 'No price.' })
    const rejection = { reason: 'No price.', by: { id: people.ben.id } }
    expect(await shown()).toMatchObject({ itemId, rejection })
    await send('DELETE', item)
    expect(await shown()).toMatchObject({ projectId: null, itemId: null, rejection })

    const move = `/content/${contentId}/versions/${versionId}/status`
    await send('POST', move, { status: 'in_review' })
    expect(await shown()).toMatchObject({ rejection: null })
    await send('POST', move, { status: 'rejected', reason: 'No date.' })
    expect(await shown()).toMatchObject({ rejection: { reason: 'No date.' } })
  })

  it('are closed once ready, and for good once published', async () => {
    const { desk, edit, get } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const [item] = items
    const path = `/content/${item?.contentId}/versions/${item?.versionId}`
    await desk.move(project.id, items, 'in_review')
    expect((await edit(await get<Version>(path), { body: 'under review' })).statusCode).toBe(200)
    await desk.move(project.id, items, 'ready')
    const ready = await edit(await get<Version>(path), { body: 'too late' })
    expect(refusal(ready)).toEqual([409, 'version_not_editable'])
    expect(ready.json().detail).toContain('back to review')
    await desk.publish(project.id)
    expect(refusal(await edit(await get<Version>(path), { body: 'x' }))).toEqual([
      409,
      'version_not_editable',
    ])
  })

  it('that nobody knows are not found', async () => {
    const { ben, desk } = await setUp()
    const { content } = await desk.content()
    const { version: other } = await desk.content()
    for (const path of [
      unknownId,
      `${content.id}/versions/${unknownId}`,
      `${content.id}/versions/${other.id}`,
    ]) {
      const answer = await ben.inject({ method: 'GET', url: `/api/v1/content/${path}` })
      expect(refusal(answer)).toEqual([404, 'not_found'])
    }
    const answer = await ben.inject({
      method: 'POST',
      url: `/api/v1/content/${unknownId}/versions`,
      payload: { language: 'en' },
    })
    expect(refusal(answer)).toEqual([404, 'not_found'])
  })
})
