import {
  applyComments,
  type Comment,
  type CommentReacted,
  type CommentsState,
  channels,
  type Id,
  type Person,
  type ProjectEvent,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { expectTrueReactions } from '../../test/comment-reactions.ts'
import { createDeskTest } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { systemActor } from '../command/system-actor.ts'
import { notificationRoutes } from '../notifications/routes.ts'
import { createPerson } from '../people/commands.ts'
import { changeReaction } from './reactions.ts'

async function setUp() {
  const test = await createDeskTest([notificationRoutes])
  const { as, people, desk, send, storage } = test
  const project = await desk.project()
  const comments = `/api/v1/projects/${project.id}/comments`
  const list = async (person: Person) =>
    (await as(person).inject({ url: comments })).json<Snapshot<CommentsState>>()
  const comment = (await send('POST', `/projects/${project.id}/comments`, { body: 'Words' })).json<Comment>()
  const react = (person: Person, emoji: string, reacted = true, id: Id = comment.id) =>
    as(person).inject({
      method: 'PATCH',
      url: `/api/v1/comments/${id}/reactions`,
      payload: { emoji, reacted },
    })
  const events = async (after = 0) =>
    (await eventsAfter(storage, channels.project(project.id), after)).map(
      ({ event }) => event as ProjectEvent,
    )
  return { ...test, people, project, list, comment, react, events }
}

const actor = ({ id }: Person) => ({ id, kind: 'person' })

describe('reactions', () => {
  it('are counted by emoji in the order of their first use, each person once', async () => {
    const { react, people, comment, list, storage } = await setUp()
    await react(people.ben, '👍')
    await react(people.anna, '🎉')
    await react(people.cleo, '👍')
    const answer = await react(people.cleo, '👍')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.etag).toBe('"1"')
    const reactions = [
      { emoji: '👍', count: 2, first: [actor(people.ben), actor(people.cleo)] },
      { emoji: '🎉', count: 1, first: [actor(people.anna)] },
    ]
    expect(answer.json()).toEqual({ ...comment, reactions, reactionRevision: 3 })
    expect(await list(people.cleo)).toMatchObject({
      viewerId: people.cleo.id,
      own: [{ commentId: comment.id, emoji: '👍' }],
    })

    await react(people.ben, '👍', false)
    await react(people.ben, '👍', false)
    await react(people.anna, '🎉', false)
    const [row] = (await list(people.dora)).data
    expect(row?.reactions).toEqual([{ emoji: '👍', count: 1, first: [actor(people.cleo)] }])
    await expectTrueReactions(storage)
  })

  it('are told in the channel of the project without words, and leave the comment to whoever edits it', async () => {
    const { react, people, comment, events, as, outbox } = await setUp()
    const before = (await events()).length
    const waiting = await outbox()
    await react(people.cleo, '👍')
    await react(people.cleo, '👍')
    const told = (await events()).slice(before)
    expect(told).toMatchObject([
      {
        type: 'comment.reacted',
        actor: actor(people.cleo),
        commentId: comment.id,
        emoji: '👍',
        reacted: true,
      },
    ])
    expect(JSON.stringify(told)).not.toContain('Words')
    expect(await outbox()).toEqual(waiting)
    const edited = await as(people.ben).inject({
      method: 'PATCH',
      url: `/api/v1/comments/${comment.id}`,
      payload: { body: 'Other words' },
      headers: { 'if-match': '"1"' },
    })
    expect(edited.json()).toMatchObject({ revision: 2, reactions: [{ emoji: '👍' }], reactionRevision: 1 })
  })

  it('of a client that follows are those of one that comes fresh, its own too', async () => {
    const { react, people, list, comment, events, as } = await setUp()
    const { position, ...early } = await list(people.ben)
    const edit = (body: string) =>
      as(people.ben).inject({
        method: 'PATCH',
        url: `/api/v1/comments/${comment.id}`,
        payload: { body },
        headers: { 'if-match': '*' },
      })
    await react(people.ben, '🚀')
    await react(people.cleo, '🎉')
    await edit('Changed')
    await react(people.ben, '🎉')
    await react(people.ben, '🚀', false)
    const { position: _, ...fresh } = await list(people.ben)
    const followed = (await events(position.offset)).reduce(applyComments, early)
    expect(followed).toEqual(fresh)
    expect(fresh.own).toEqual([{ commentId: comment.id, emoji: '🎉' }])
  })

  it('stay small where many react, who each know their own', async () => {
    const { react, people, list, comment, services, events, storage } = await setUp()
    for (let n = 0; n < 40; n += 1) {
      const input = {
        name: `P${n}`,
        email: `p${n}@test.example`,
        role: 'reviewer' as const,
        passwordHash: null,
      }
      const { id } = (await services.runner.run({ actor: systemActor }, createPerson(input))).body
      await services.runner.run(
        { actor: { id, kind: 'person' } },
        changeReaction(comment.id, { emoji: '👍', reacted: true }),
      )
    }
    await react(people.ben, '👍')
    const { data, own } = await list(people.ben)
    expect(data[0]?.reactions).toMatchObject([{ emoji: '👍', count: 41 }])
    expect(data[0]?.reactions[0]?.first).toHaveLength(10)
    expect(own).toEqual([{ commentId: comment.id, emoji: '👍' }])
    const last = (await events()).at(-1) as CommentReacted
    expect(JSON.stringify(last).length).toBeLessThan(2_000)
    await expectTrueReactions(storage)
  })

  it.each(['👍', '❤️', '👍🏽', '🏳️‍🌈', '👩🏽‍❤️‍💋‍👨🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇸🇪', '1️⃣'])(
    'may be any one emoji: %s',
    async (emoji) => {
      const { react, people, list } = await setUp()
      expect((await react(people.ben, emoji)).statusCode).toBe(200)
      expect((await list(people.ben)).own).toMatchObject([{ emoji }])
    },
  )

  it.each([
    '',
    'a',
    '1',
    '❤',
    '👍👍',
    '👍 ',
    ' 👍',
    '👍\u200d',
    '<b>',
    '🇸',
    '©',
    '\u202e👍',
    '👍\ufe0f',
    '👍'.repeat(2_000),
    '\ud83d',
    ':thumbsup:',
    'javascript:alert(1)',
  ])('are refused where they are not one emoji: %j', async (emoji) => {
    const { react, people } = await setUp()
    const answer = await react(people.ben, emoji)
    expect([answer.statusCode, answer.json().errors]).toMatchObject([400, [{ path: '/emoji' }]])
  })

  it('are of twenty kinds at most', async () => {
    const { react, people } = await setUp()
    const emoji = Array.from({ length: 21 }, (_, n) => String.fromCodePoint(0x1f600 + n))
    for (const one of emoji.slice(0, 20)) expect((await react(people.ben, one)).statusCode).toBe(200)
    expect((await react(people.ben, emoji[20] ?? '')).json()).toMatchObject({
      status: 409,
      code: 'too_many_reactions',
    })
    expect((await react(people.cleo, emoji[0] ?? '')).statusCode).toBe(200)
  })

  it('are refused to viewers, in archived projects and to deleted comments, with a stale revision too', async () => {
    const { react, people, send, project, comment, as, list } = await setUp()
    const codes = async (answer: ReturnType<typeof react>) => (await answer).json().code
    expect(await codes(react(people.dora, '👍'))).toBe('forbidden')
    const stale = as(people.ben).inject({
      method: 'PATCH',
      url: `/api/v1/comments/${comment.id}/reactions`,
      payload: { emoji: '👍', reacted: true },
      headers: { 'if-match': '"7"' },
    })
    expect(await codes(stale)).toBe('revision_mismatch')
    await react(people.ben, '👍')
    await send('POST', `/projects/${project.id}/archive`)
    expect(await codes(react(people.ben, '👍', false))).toBe('project_archived')
    await send('POST', `/projects/${project.id}/reactivate`)
    await send('DELETE', `/comments/${comment.id}`)
    expect(await codes(react(people.ben, '👍'))).toBe('gone')
    expect((await list(people.ben)).data[0]?.reactions).toEqual([])
  })

  it('on a text that a private project holds are told to nobody else', async () => {
    const { people, as, desk, storage } = await setUp()
    const { content } = await desk.content({ title: 'Home' })
    const written = await as(people.ben).inject({
      method: 'POST',
      url: `/api/v1/content/${content.id}/comments`,
      payload: { body: 'Words', language: 'en' },
    })
    const { id } = written.json<Comment>()
    const payload = { name: 'Merger', visibility: 'private' }
    const closed = (await as(people.ben).inject({ method: 'POST', url: '/api/v1/projects', payload })).json()
    await desk.add(closed.id, { contentId: content.id })
    const react = (person: Person) =>
      as(person).inject({
        method: 'PATCH',
        url: `/api/v1/comments/${id}/reactions`,
        payload: { emoji: '🎉', reacted: true },
      })
    const told = await eventsAfter(storage, channels.content(content.id), 0)
    expect((await react(people.emil)).statusCode).toBeGreaterThanOrEqual(403)
    expect((await react(people.ben)).statusCode).toBe(200)
    expect(await eventsAfter(storage, channels.content(content.id), 0)).toEqual(told)
  })
})
