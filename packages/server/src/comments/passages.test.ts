import {
  type Comment,
  type CommentsState,
  type ContentEvent,
  channels,
  type NotificationList,
  type Passage,
  type Person,
  type Project,
  type ProjectItem,
  type QuotedPassage,
  type Snapshot,
  type Version,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, createDesk } from '../../test/desk.ts'
import { createDeskTest, unknownId } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { notificationRoutes } from '../notifications/routes.ts'

const text = 'Our prices.\n\nTen euros an apple, ten euros a pear.\n\nAsk for more.'

async function setUp() {
  const test = await createDeskTest([notificationRoutes])
  const { as, ben, people, storage } = test
  const { content, version: begun } = await test.desk.content({ title: 'Prices' })
  const path = `/api/v1/content/${content.id}`
  const edit = async (body: string) => {
    const answer = await ben.inject({
      method: 'PATCH',
      url: `${path}/versions/${begun.id}`,
      payload: { body },
      headers: { 'if-match': '*' },
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<Version>()
  }
  const version = await edit(text)
  const of = (exact: string, more: Partial<QuotedPassage> = {}): QuotedPassage => {
    return { exact, versionId: version.id, textRevision: version.textRevision, ...more }
  }
  const post = (payload: object, person: Person = people.ben) =>
    as(person).inject({
      method: 'POST',
      url: `${path}/comments`,
      payload: { body: 'Is that so?', language: 'en', ...payload },
    })
  const list = async () =>
    (await ben.inject({ url: `${path}/comments?language=en` })).json<Snapshot<CommentsState>>()
  const add = async (name: string, visibility = 'public') => {
    const project = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name, visibility },
    })
    const [item] = (await createDesk(ben).add(project.id, { contentId: content.id })) as [ProjectItem]
    const url = `/api/v1/projects/${project.id}/comments`
    const write = (payload: object) =>
      ben.inject({ method: 'POST', url, payload: { body: 'Is that so?', itemId: item.id, ...payload } })
    return { project, item, write }
  }
  const lastEvent = async () =>
    (await eventsAfter(storage, channels.content(content.id), 0)).at(-1)?.event as ContentEvent
  return { ...test, people, content, version, path, edit, of, post, list, add, lastEvent }
}

describe('a thread on a passage', () => {
  it('quotes it as it stands, in the answer, the event and the list', async () => {
    const { post, of, list, lastEvent, version } = await setUp()
    const answer = await post({ passage: of('ten euros', { prefix: 'apple, ' }) })
    expect(answer.statusCode, answer.body).toBe(201)
    const comment = answer.json<Comment>()
    expect(comment.passage).toEqual({
      exact: 'ten euros',
      prefix: text.slice(0, text.indexOf('ten euros')),
      suffix: text.slice(text.indexOf('ten euros') + 9),
      start: text.indexOf('ten euros'),
      isOnly: true,
      versionId: version.id,
      textRevision: version.textRevision,
    } satisfies Passage)
    expect(await lastEvent()).toMatchObject({ type: 'comment.created', comment })
    expect((await list()).data).toEqual([comment])
  })

  it('tells places that read the same by what stands around them, or by where they are', async () => {
    const { post, of } = await setUp()
    const second = text.lastIndexOf('euros')
    for (const more of [{ suffix: ' a pear' }, { start: second }, { prefix: ', ten ' }]) {
      const { passage } = (await post({ passage: of('euros', more) })).json<Comment>()
      expect(passage).toMatchObject({ start: second, isOnly: false })
    }
  })

  it('may be on an item of a project, of the version that it holds', async () => {
    const { add, of, version } = await setUp()
    const { write } = await add('Spring')
    const { passage } = (await write({ passage: of('Our prices') })).json<Comment>()
    expect(passage).toMatchObject({ exact: 'Our prices', versionId: version.id })
  })

  it('is quoted as it reads now where it was selected in an older text, and refused where it is gone', async () => {
    const { post, of, edit } = await setUp()
    const edited = await edit(text.replace('Ten euros an apple', 'Ten or eleven euros an apple'))
    const { passage } = (await post({ passage: of('Ten euros an apple') })).json<Comment>()
    expect(passage).toMatchObject({
      exact: 'Ten or eleven euros an apple',
      textRevision: edited.textRevision,
    })
    await edit('Our prices.\n\nAsk for more.')
    expect((await post({ passage: of('Ten euros an apple') })).json()).toMatchObject({
      status: 409,
      code: 'passage_lost',
    })
  })

  it('takes whole graphemes, and any line breaks', async () => {
    const { post, of, edit } = await setUp()
    const { textRevision } = await edit('One 👩‍👩‍👧‍👦 two\nthree')
    const family = await post({ passage: of('👩‍👩', { textRevision }) })
    expect(family.json<Comment>().passage?.exact).toBe('👩‍👩‍👧‍👦')
    const lines = await post({ passage: of('two\r\nthree', { textRevision }) })
    expect(lines.json<Comment>().passage?.exact).toBe('two\nthree')
  })

  it('keeps it through edits of the text, of the comment, and answers have none of their own', async () => {
    const { post, of, edit, list, ben } = await setUp()
    const opening = (await post({ passage: of('Ask for more') })).json<Comment>()
    await edit('Nothing of that.')
    await post({ parentId: opening.id })
    await ben.inject({
      method: 'PATCH',
      url: `/api/v1/comments/${opening.id}`,
      payload: { body: 'More?' },
      headers: { 'if-match': '*' },
    })
    const [first, second] = (await list()).data
    expect(first).toMatchObject({ body: 'More?', passage: opening.passage })
    expect(second?.passage).toBeNull()
  })

  it('is quoted no more once the comment is deleted', async () => {
    const { post, of, list, ben, lastEvent, storage, content, runJobs } = await setUp()
    const opening = (await post({ passage: of('Ask for more') })).json<Comment>()
    await ben.inject({ method: 'DELETE', url: `/api/v1/comments/${opening.id}` })
    expect((await list()).data[0]?.passage).toBeNull()
    expect(JSON.stringify(await lastEvent())).not.toContain('Ask for more')
    await runJobs()
    const told = await eventsAfter(storage, channels.content(content.id), 0)
    const comments = told.filter(({ event }) => event.type.startsWith('comment.'))
    expect(comments).toHaveLength(2)
    expect(JSON.stringify(comments)).not.toContain('Ask for more')
  })

  it('survives the item that it is on, and goes with its project', async () => {
    const { add, of, ben, path } = await setUp()
    const { project, item, write } = await add('Spring')
    const { passage } = (await write({ passage: of('Our prices') })).json<Comment>()
    await ben.inject({ method: 'DELETE', url: `/api/v1/projects/${project.id}/items/${item.id}` })
    const discussions = (await ben.inject({ url: `${path}/discussions?language=en` })).json()
    expect(discussions).toMatchObject({ data: [{ itemId: item.id, count: 1 }] })
    const kept = await ben.inject({ url: `/api/v1/projects/${project.id}/comments?itemId=${item.id}` })
    expect(kept.json()).toMatchObject({ data: [{ passage }] })
  })

  it('of a text that a private project holds is told to nobody else', async () => {
    const { add, post, of, lastEvent, people } = await setUp()
    await add('Merger', 'private')
    const told = await lastEvent()
    expect((await post({ passage: of('Our prices') })).statusCode).toBe(201)
    expect(await lastEvent()).toEqual(told)
    const stranger = await post({ passage: of('Our prices') }, people.cleo)
    expect([403, 404]).toContain(stranger.statusCode)
    expect(stranger.body).not.toContain('euros')
  })
})

describe('what people are told of a thread on a passage', () => {
  it('says the quoted words before the comment, and nothing of them once that is deleted', async () => {
    const { post, of, people, runJobs, as, get } = await setUp()
    await post({ passage: of('Ask for more') }, people.cleo)
    await runJobs()
    const inbox = async () => (await get<NotificationList>('/notifications')).data
    const [told] = await inbox()
    expect(told?.excerpt).toBe('“Ask for more” Is that so?')
    await as(people.cleo).inject({ method: 'DELETE', url: `/api/v1/comments/${told?.commentId}` })
    await runJobs()
    expect((await inbox())[0]?.excerpt).toBe('')
  })
})

describe('a passage that is none', () => {
  it.each<[string, Partial<QuotedPassage>, number, string]>([
    ['words that the text does not hold', { exact: 'eleven euros' }, 409, 'passage_lost'],
    ['words that are nearly so', { exact: 'Ten euros an aple' }, 409, 'passage_lost'],
    ['a text that is yet to come', { textRevision: 99 }, 400, '/passage/textRevision'],
    ['another version', { versionId: unknownId }, 400, '/passage/versionId'],
    ['no words', { exact: ' \n' }, 400, '/passage/exact'],
    ['too many words', { exact: 'x'.repeat(2_001) }, 400, '/passage/exact'],
    ['too much around it', { prefix: 'x'.repeat(65) }, 400, '/passage/prefix'],
  ])('%s', async (_, more, status, said) => {
    const { post, of } = await setUp()
    const answer = await post({ passage: of('Our prices', more) })
    expect(answer.statusCode, answer.body).toBe(status)
    expect(answer.body).toContain(said)
  })

  it('in an answer, on a project, or of a version that the item does not hold', async () => {
    const { post, of, add, content, desk, version } = await setUp()
    const opening = (await post({})).json<Comment>()
    const { write } = await add('Spring')
    const other = await desk.content({ title: 'Other' })
    for (const refused of [
      await post({ parentId: opening.id, passage: of('Our prices') }),
      await write({ itemId: undefined, passage: of('Our prices') }),
      await write({ passage: of('Our prices', { versionId: other.version.id }) }),
    ]) {
      expect(refused.json(), content.id + version.id).toMatchObject({ status: 400, code: 'invalid_request' })
    }
  })
})
