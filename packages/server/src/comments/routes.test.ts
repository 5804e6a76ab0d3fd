import type { Comment, CommentsState, Id, Person, Snapshot } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { buildProject } from '../../test/build-project.ts'
import { createTestApp } from '../../test/test-app.ts'
import { commentRoutes } from './routes.ts'

const unknownId = '01890a5d-ac96-774b-bcce-b302099a8057'

async function setUp() {
  const test = await createTestApp({ routes: [commentRoutes] })
  const { anna, ben } = test.people
  const project = await buildProject(test.services, { ownerId: anna.id, items: [{}, {}] })
  const url = `/api/v1/projects/${project.projectId}/comments`
  const post = (person: Person, payload: object, headers = {}) =>
    test.as(person).inject({ method: 'POST', url, payload, headers })
  const write = async (person: Person, body: string, place: { itemId?: Id; parentId?: Id } = {}) =>
    (await post(person, { body, ...place })).json<Comment>()
  const list = async (query = '') =>
    (await test.as(ben).inject({ url: `${url}${query}` })).json<Snapshot<CommentsState>>()
  const patch = (person: Person, comment: Comment, body: string, ifMatch = `"${comment.revision}"`) =>
    test.as(person).inject({
      method: 'PATCH',
      url: `/api/v1/comments/${comment.id}`,
      payload: { body },
      headers: ifMatch === '' ? {} : { 'if-match': ifMatch },
    })
  const remove = (person: Person, id: Id) =>
    test.as(person).inject({ method: 'DELETE', url: `/api/v1/comments/${id}` })
  const deleteProject = () =>
    test.storage.write((tx) =>
      tx.updateTable('projects').set({ deleted_at: 1 }).where('id', '=', project.projectId).execute(),
    )
  const lastEvent = () => JSON.parse(test.announced.at(-1)?.publications[0]?.data ?? '{}')
  return { ...test, ...project, post, write, list, patch, remove, deleteProject, lastEvent }
}

describe('writing a comment', () => {
  it('opens a thread, answers 201 with the ETag and publishes the comment with its counts', async () => {
    const { post, people, itemIds, lastEvent, announced, projectId } = await setUp()
    const headers = { 'idempotency-key': 'key-1' }
    const answer = await post(people.ben, { body: '  Looks good \n', itemId: itemIds[0] }, headers)
    expect(answer.statusCode).toBe(201)
    expect(answer.headers.etag).toBe('"1"')
    const comment = answer.json<Comment>()
    expect(comment).toMatchObject({
      body: 'Looks good',
      itemId: itemIds[0],
      threadId: comment.id,
      parentId: null,
      author: { id: people.ben.id, kind: 'person' },
    })
    expect(announced.at(-1)?.channel).toBe(`project:${projectId}`)
    expect(lastEvent()).toMatchObject({
      type: 'comment.created',
      commandId: 'key-1',
      comment,
      counts: { project: 1, item: 1, text: null },
    })
  })

  it('answers in the thread of the comment it answers, about the same item', async () => {
    const { write, people, itemIds } = await setUp()
    const opening = await write(people.ben, 'one', { itemId: itemIds[0] ?? '' })
    const answer = await write(people.cleo, 'two', { parentId: opening.id })
    const deeper = await write(people.ben, 'three', { parentId: answer.id })
    expect(deeper).toMatchObject({ threadId: opening.id, parentId: answer.id, itemId: itemIds[0] })
  })

  it('does it once under one Idempotency-Key', async () => {
    const { post, people, list } = await setUp()
    const headers = { 'idempotency-key': 'key-1' }
    const first = await post(people.ben, { body: 'one' }, headers)
    const second = await post(people.ben, { body: 'one' }, headers)
    expect(second.json()).toEqual(first.json())
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(await list()).toMatchObject({ total: 1 })
    const other = await post(people.ben, { body: 'two' }, headers)
    expect(other.json()).toMatchObject({ code: 'idempotency_key_reused' })
  })

  it('leaves the telling of people and the counting to the outbox', async () => {
    const { write, people, storage, projectId, lastEvent } = await setUp()
    const comment = await write(people.ben, 'one')
    const rows = await storage.read((tx) => tx.selectFrom('outbox').selectAll().execute())
    expect(rows.map((row) => [row.topic, JSON.parse(row.payload)])).toEqual([
      [
        'notify',
        {
          kind: 'comment.created',
          eventId: lastEvent().id,
          actorId: people.ben.id,
          actorKind: 'person',
          commentId: comment.id,
        },
      ],
      ['count', { projectId }],
    ])
  })

  it.each([
    ['an empty body', { body: ' \n ' }],
    ['a body that is too long', { body: 'x'.repeat(20_001) }],
    ['a body nested deeper than anyone writes', { body: '>'.repeat(2_300) }],
    ['an unknown field', { body: 'x', colour: 'red' }],
    ['an item that is none', { body: 'x', itemId: 'nonsense' }],
    ['an item of no project', { body: 'x', itemId: unknownId }],
  ])('refuses %s with the field that is wrong', async (_, payload) => {
    const { post, people } = await setUp()
    const answer = await post(people.ben, payload)
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(answer.json().errors).toHaveLength(1)
  })

  it.each([
    ['malformed_json', 400, 'application/json', '{"body": '],
    ['unsupported_media_type', 415, 'application/xml', '<body/>'],
    ['payload_too_large', 413, 'application/json', JSON.stringify({ body: 'x'.repeat(3 * 1024 * 1024) })],
  ])('answers %s to a body that cannot be read', async (code, status, contentType, payload) => {
    const { as, people, projectId } = await setUp()
    const answer = await as(people.ben).inject({
      method: 'POST',
      url: `/api/v1/projects/${projectId}/comments`,
      headers: { 'content-type': contentType },
      payload,
    })
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json()).toMatchObject({ code, status })
  })

  it('refuses an item of another project', async () => {
    const { post, people, services } = await setUp()
    const other = await buildProject(services, { ownerId: people.anna.id, items: [{}] })
    const answer = await post(people.ben, { body: 'x', itemId: other.itemIds[0] })
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/itemId' }] })
  })

  it('refuses to answer a comment of another item, of another project or that never was', async () => {
    const { post, write, as, people, itemIds, services } = await setUp()
    const opening = await write(people.ben, 'one', { itemId: itemIds[0] ?? '' })
    const elsewhere = await post(people.ben, { body: 'x', parentId: opening.id, itemId: itemIds[1] })
    expect(elsewhere.json()).toMatchObject({ status: 409, code: 'thread_mismatch' })
    const unknown = await post(people.ben, { body: 'x', parentId: unknownId })
    expect(unknown.json()).toMatchObject({ code: 'thread_mismatch' })
    const other = await buildProject(services, { ownerId: people.anna.id })
    const foreign = await as(people.ben).inject({
      method: 'POST',
      url: `/api/v1/projects/${other.projectId}/comments`,
      payload: { body: 'x', parentId: opening.id },
    })
    expect(foreign.json()).toMatchObject({ code: 'thread_mismatch' })
  })

  it('is not for viewers', async () => {
    const { post, people } = await setUp()
    expect((await post(people.dora, { body: 'x' })).json()).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('needs a project that exists', async () => {
    const { post, people, deleteProject, as } = await setUp()
    const request = { method: 'POST', payload: { body: 'x' } } as const
    const unknown = await as(people.ben).inject({
      ...request,
      url: `/api/v1/projects/${unknownId}/comments`,
    })
    expect(unknown.json()).toMatchObject({ status: 404, code: 'not_found' })
    await deleteProject()
    expect((await post(people.ben, { body: 'x' })).json()).toMatchObject({ status: 410, code: 'gone' })
  })
})

describe('reading comments', () => {
  it('lists threads newest first, comments within one oldest first, with the position', async () => {
    const { write, list, people, projectId } = await setUp()
    const first = await write(people.ben, 'first')
    const second = await write(people.cleo, 'second')
    const answer = await write(people.anna, 'answer', { parentId: first.id })
    const page = await list()
    expect(page.data.map((comment) => comment.body)).toEqual(['second', 'first', 'answer'])
    expect(page).toMatchObject({
      data: [second, first, answer],
      nextCursor: null,
      itemId: null,
      total: 3,
      position: { channel: `project:${projectId}`, offset: 3 },
    })
  })

  it('pages by whole threads', async () => {
    const { write, list, people } = await setUp()
    const bodies = ['a', 'b', 'c', 'd', 'e']
    const threads: Comment[] = []
    for (const body of bodies) threads.push(await write(people.ben, body))
    for (const { id, body } of threads) {
      await write(people.cleo, `${body}1`, { parentId: id })
      await write(people.cleo, `${body}2`, { parentId: id })
    }
    const pages: string[][] = []
    let cursor: string | null = null
    do {
      const page: Snapshot<CommentsState> = await list(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      expect(page.total).toBe(15)
      pages.push(page.data.map((comment) => comment.body))
      cursor = page.nextCursor
    } while (cursor)
    expect(pages).toEqual([
      ['e', 'e1', 'e2', 'd', 'd1', 'd2'],
      ['c', 'c1', 'c2', 'b', 'b1', 'b2'],
      ['a', 'a1', 'a2'],
    ])
  })

  it('narrows to one item', async () => {
    const { write, list, people, itemIds } = await setUp()
    await write(people.ben, 'on the project')
    const onItem = await write(people.ben, 'on the item', { itemId: itemIds[0] ?? '' })
    const page = await list(`?itemId=${itemIds[0]}`)
    expect(page).toMatchObject({ data: [onItem], itemId: itemIds[0], total: 1 })
    expect(await list(`?itemId=${itemIds[1]}`)).toMatchObject({ data: [], total: 0 })
  })

  it('answers 404 and 410 like every address', async () => {
    const { app, as, people, projectId, deleteProject } = await setUp()
    const url = `/api/v1/projects/${projectId}/comments`
    expect((await app.inject({ url })).json()).toMatchObject({ code: 'not_signed_in' })
    const get = (path: string) => as(people.dora).inject({ url: path })
    expect((await get(url)).statusCode).toBe(200)
    expect((await get(`/api/v1/projects/${unknownId}/comments`)).statusCode).toBe(404)
    expect((await get(`${url}?limit=201`)).json()).toMatchObject({ code: 'invalid_request' })
    expect((await get(`${url}?cursor=junk`)).json()).toMatchObject({ code: 'invalid_request' })
    await deleteProject()
    expect((await get(url)).statusCode).toBe(410)
  })
})

describe('editing a comment', () => {
  it('is for its author, at the revision that was edited', async () => {
    const { write, patch, people, lastEvent, advance, services } = await setUp()
    const comment = await write(people.ben, 'one')
    advance(1000)
    const answer = await patch(people.ben, comment, 'two')
    const edited = answer.json<Comment>()
    expect(answer.headers.etag).toBe('"2"')
    expect(edited).toMatchObject({ body: 'two', revision: 2 })
    expect(Date.parse(edited.editedAt ?? '')).toBe(services.now())
    expect(lastEvent()).toMatchObject({ type: 'comment.changed', comment: edited, counts: { project: 1 } })
    expect((await patch(people.ben, comment, 'three')).json()).toMatchObject({ code: 'revision_mismatch' })
    expect((await patch(people.ben, comment, 'three', '')).json()).toMatchObject({
      status: 428,
      code: 'precondition_required',
    })
    const others = await patch(people.anna, edited, 'mine now')
    expect(others.json()).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('does nothing when the body stays as it is', async () => {
    const { write, patch, people, announced } = await setUp()
    const comment = await write(people.ben, 'one')
    const before = announced.length
    expect((await patch(people.ben, comment, 'one ')).json()).toEqual(comment)
    expect(announced).toHaveLength(before)
  })

  it('answers 404 for what never was and 410 for what was deleted', async () => {
    const { write, patch, remove, people, deleteProject } = await setUp()
    const comment = await write(people.ben, 'one')
    const other = await write(people.ben, 'two')
    await remove(people.ben, comment.id)
    expect((await patch(people.ben, comment, 'x')).json()).toMatchObject({ status: 410, code: 'gone' })
    const unknown = { ...comment, id: unknownId }
    expect((await patch(people.ben, unknown, 'x')).json()).toMatchObject({ status: 404, code: 'not_found' })
    await deleteProject()
    expect((await patch(people.ben, other, 'x')).statusCode).toBe(410)
  })
})

describe('deleting a comment', () => {
  it('leaves a trace without its body, in the row and in the event', async () => {
    const { write, remove, list, people, itemIds, lastEvent } = await setUp()
    const opening = await write(people.ben, 'secret', { itemId: itemIds[0] ?? '' })
    const answer = await write(people.cleo, 'answer', { parentId: opening.id })
    expect((await remove(people.ben, opening.id)).statusCode).toBe(204)
    expect(lastEvent()).toMatchObject({ type: 'comment.deleted', counts: { project: 1, item: 1 } })
    expect(JSON.stringify(lastEvent())).not.toContain('secret')
    const page = await list()
    expect(page.total).toBe(1)
    expect(page.data).toMatchObject([{ id: opening.id, body: '', revision: 2 }, answer])
    expect(page.data[0]?.deletedAt).not.toBeNull()
  })

  it('is for its author and for administrators', async () => {
    const { write, remove, people } = await setUp()
    const comment = await write(people.ben, 'one')
    expect((await remove(people.emil, comment.id)).json()).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await remove(people.dora, comment.id)).statusCode).toBe(403)
    expect((await remove(people.anna, comment.id)).statusCode).toBe(204)
    expect((await remove(people.anna, comment.id)).json()).toMatchObject({ status: 410, code: 'gone' })
    expect((await remove(people.anna, unknownId)).statusCode).toBe(404)
  })

  it('lets an answer come into its thread afterwards', async () => {
    const { write, remove, people, list } = await setUp()
    const opening = await write(people.ben, 'one')
    await write(people.cleo, 'two', { parentId: opening.id })
    await remove(people.ben, opening.id)
    await write(people.cleo, 'three', { parentId: opening.id })
    expect((await list()).data.map((comment) => comment.body)).toEqual(['', 'two', 'three'])
  })
})
