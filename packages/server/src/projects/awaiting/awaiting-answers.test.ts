import { type Comment, channels, type Id, type Project } from '@copydesk/contract'
import { idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { createAwaitingTest } from '../../../test/awaiting-test.ts'
import { call } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { plansOf } from '../../../test/query-plans.ts'
import { CommandRunner } from '../../command/command-runner.ts'
import { createComment } from '../../comments/commands.ts'
import { openMentionsOf } from '../../comments/open-mentions.ts'
import { noSight } from '../members/sight.ts'

type Person = { id: Id }

async function createMentionTest() {
  const test = await createAwaitingTest()
  const { as, people, project } = test
  const post = (person: Person, url: string, payload: object) =>
    call<Comment>(as(person as typeof people.cleo), { method: 'POST', url: `/api/v1${url}`, payload })
  const say = (person: Person, body: string, about: { itemId?: Id; parentId?: Id } = {}) =>
    post(person, `/projects/${project.id}/comments`, { body, ...about })
  const edit = (person: Person, { id }: Comment, body: string) =>
    call<Comment>(as(person as typeof people.cleo), {
      method: 'PATCH',
      url: `/api/v1/comments/${id}`,
      payload: { body },
      headers: { 'if-match': '*' },
    })
  const remove = (person: Person, { id }: Comment) =>
    call(as(person as typeof people.cleo), { method: 'DELETE', url: `/api/v1/comments/${id}` })
  const restore = (person: Person, { id }: Comment) => post(person, `/comments/${id}/restore`, {})
  const react = (person: Person, { id }: Comment, reacted: boolean) =>
    call(as(person as typeof people.cleo), {
      method: 'PATCH',
      url: `/api/v1/comments/${id}/reactions`,
      payload: { emoji: '👍', reacted },
    })
  const settle = (person: Person, id: Id, done: boolean) =>
    as(person as typeof people.cleo).inject({
      method: 'PATCH',
      url: `/api/v1/me/awaiting/mentions/${id}`,
      payload: { done },
    })
  const list = async ({ projectId }: Comment) => {
    const url = `/api/v1/projects/${projectId}/comments`
    return (await call<{ data: Comment[] }>(as(people.ben), { url })).data
  }
  return { ...test, list, post, say, edit, remove, restore, react, settle }
}

function at({ id }: Person, name = 'Cleo'): string {
  return `@[${name}](person:${id})`
}

describe('mentions that await an answer', () => {
  it('are one for each thread, with its newest words, until one writes below them', async () => {
    const { cleo, people, prices, say, lines, awaiting, project } = await createMentionTest()
    const first = await say(people.ben, `${at(cleo)} is this *right*?`, { itemId: prices.id })
    expect(await lines(cleo)).toEqual(['answer @Cleo is this right?'])
    const again = await say(people.ben, `${at(cleo)}?`, { parentId: first.id })
    const { data, total, open } = await awaiting(cleo)
    expect([total, open]).toEqual([1, 0])
    expect(data[0]).toMatchObject({
      id: first.id,
      commentId: again.id,
      itemId: prices.id,
      projectName: project.name,
      askedBy: { id: people.ben.id, kind: 'person' },
      title: '@Cleo?',
      status: null,
    })
    // Nobody answers for them, nor in another thread.
    await say(people.emil, 'Yes', { parentId: first.id })
    await say(cleo, 'Elsewhere')
    expect(await lines(cleo)).toEqual(['answer @Cleo?'])
    await say(cleo, 'Yes', { parentId: first.id })
    expect(await lines(cleo)).toEqual([])
    await say(people.ben, `Thanks ${at(cleo)}`, { parentId: first.id })
    expect(await lines(cleo)).toEqual(['answer Thanks @Cleo'])
  })

  it('are asked and answered in the order of the thread, whatever the clock of each server says', async () => {
    const { cleo, people, say, lines, project, services, list } = await createMentionTest()
    let count = 0
    const newId = () => {
      count += 1
      return idOf(count)
    }
    const behind = new CommandRunner({ ...services, newId, onWork: () => {} })
    const sayBehind = (id: Id, body: string, parentId: Id) =>
      behind.run({ actor: { id, kind: 'person' } }, createComment(project.id, { body, parentId }))
    const opening = await say(people.ben, 'Prices')
    await say(cleo, 'Which?', { parentId: opening.id })
    await sayBehind(people.ben.id, `These, ${at(cleo)}`, opening.id)
    expect(await lines(cleo)).toEqual(['answer These, @Cleo'])
    await sayBehind(cleo.id, 'Right', opening.id)
    expect(await lines(cleo)).toEqual([])
    const ids = (await list(opening)).map(({ id }) => id)
    expect(ids).toHaveLength(4)
    expect(ids).toEqual(ids.toSorted())
  })

  it('are of nobody who mentions themself, of no group as a whole, and of no viewer', async () => {
    const { cleo, people, say, lines, as } = await createMentionTest()
    const group = await call<{ id: Id }>(as(people.anna), {
      method: 'POST',
      url: '/api/v1/groups',
      payload: { name: 'Legal', memberIds: [cleo.id] },
    })
    await say(cleo, `${at(cleo)} note to self`)
    await say(
      people.ben,
      `@[Legal](group:${group.id}) and ${at(people.dora, 'Dora')}, > not ${at(people.emil)}`,
    )
    await say(people.ben, `> ${at(people.emil, 'Emil')} wrote`)
    for (const person of [cleo, people.dora]) expect(await lines(person)).toEqual([])
    expect(await lines(people.emil)).toHaveLength(1)
  })

  it('are on open screens as they are afresh, whatever changes', async () => {
    const test = await createMentionTest()
    const { cleo, people, prices, say, edit, remove, restore, react, settle, send, project } = test
    let [asked, answer] = [{} as Comment, {} as Comment]
    const steps: (() => Promise<unknown>)[] = [
      async () => {
        asked = await say(people.ben, `${at(cleo)} look`, { itemId: prices.id })
      },
      () => edit(people.ben, asked, `${at(cleo)} look again`),
      () => edit(people.ben, asked, 'Nobody'),
      () => edit(people.ben, asked, `${at(cleo)} after all`),
      () => remove(people.ben, asked),
      () => restore(people.ben, asked),
      () => react(cleo, asked, true),
      () => react(cleo, asked, false),
      () => settle(cleo, asked.id, true),
      () => settle(cleo, asked.id, false),
      async () => {
        answer = await say(cleo, 'Yes', { parentId: asked.id })
      },
      () => remove(cleo, answer),
      () => send('POST', `/threads/${asked.id}/resolve`),
      () => send('POST', `/threads/${asked.id}/reopen`),
      () => send('POST', `/threads/${asked.id}/resolve`),
      () => say(people.emil, 'Is it?', { parentId: asked.id }),
      () => restore(cleo, answer),
      () => say(people.ben, `${at(cleo)} and now?`, { parentId: asked.id }),
      () => send('PATCH', `/projects/${project.id}`, { name: 'Summer' }, { 'if-match': '*' }),
      () => send('POST', `/projects/${project.id}/archive`),
      () => send('POST', `/projects/${project.id}/reactivate`),
      () => send('DELETE', `/projects/${project.id}`),
      () => send('POST', `/projects/${project.id}/restore`),
    ]
    await test.expectFollowed(cleo, steps)
  })

  it('stay settled when the thread goes on, and come with what asks anew', async () => {
    const { cleo, people, say, settle, lines, edit } = await createMentionTest()
    const first = await say(people.ben, `${at(cleo)} one`)
    const second = await say(people.ben, `${at(cleo)} two`, { parentId: first.id })
    expect((await settle(cleo, first.id, true)).statusCode).toBe(204)
    // What one had not seen by then still awaits.
    expect(await lines(cleo)).toEqual(['answer @Cleo two'])
    await settle(cleo, second.id, true)
    await say(people.ben, 'Never mind', { parentId: first.id })
    await edit(people.ben, second, `${at(cleo)} two, corrected`)
    expect(await lines(cleo)).toEqual([])
    await settle(cleo, second.id, false)
    expect(await lines(cleo)).toEqual(['answer @Cleo two, corrected'])
    // One that was answered meanwhile does not come back.
    await settle(cleo, second.id, true)
    await say(cleo, 'Done', { parentId: first.id })
    await settle(cleo, second.id, false)
    expect(await lines(cleo)).toEqual([])
  })

  it('are settled by those alone whom they mention', async () => {
    const { cleo, people, say, settle, lines, remove } = await createMentionTest()
    const asked = await say(people.ben, `${at(cleo)} look`)
    for (const id of [asked.id, people.ben.id]) {
      const refused = await settle(people.emil, id, true)
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'not_found'])
    }
    expect((await settle(people.dora, asked.id, true)).statusCode).toBe(403)
    expect(await lines(cleo)).toHaveLength(1)
    await remove(people.ben, asked)
    expect((await settle(cleo, asked.id, true)).statusCode).toBe(204)
  })

  it('are in a private project of those alone who may write there', async () => {
    const test = await createMentionTest()
    const { cleo, emil, ben, people, post, send, lines, awaiting, followed, settle, runJobs } = test
    const closed = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Merger', visibility: 'private' },
    })
    const invite = (id: Id, role: string) =>
      send('POST', `/projects/${closed.id}/members`, { id, kind: 'person', role })
    await invite(emil.id, 'viewer')
    await runJobs()
    const held = await awaiting(cleo)
    const asked = await post(people.ben, `/projects/${closed.id}/comments`, {
      body: `${at(cleo)} and ${at(emil, 'Emil')}: secret`,
    })
    await runJobs()
    expect([await lines(cleo), await lines(emil)]).toEqual([[], []])
    const told = await eventsAfter(test.storage, channels.person(cleo.id), held.position.offset)
    expect(JSON.stringify(told)).not.toContain('secret')
    expect((await settle(cleo, asked.id, true)).statusCode).toBe(404)
    await invite(cleo.id, 'reviewer')
    const { position: _, ...fresh } = await awaiting(cleo)
    expect(fresh.data).toMatchObject([{ kind: 'answer', projectName: 'Merger' }])
    expect(await followed(cleo, held)).toEqual(fresh)
    await send('DELETE', `/projects/${closed.id}/members/${cleo.id}`)
    expect(await lines(cleo)).toEqual([])
  })

  it('are on a text by itself while it is there for them', async () => {
    const test = await createMentionTest()
    const { cleo, ben, people, post, send, desk, expectFollowed } = test
    const { content, version } = await desk.content({ title: 'Menu' })
    const url = `/content/${content.id}`
    const closed = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Merger', visibility: 'private' },
    })
    let asked = {} as Comment
    const steps: (() => Promise<unknown>)[] = [
      async () => {
        asked = await post(people.ben, `${url}/comments`, { body: `${at(cleo)} soup?`, language: 'en' })
      },
      () => send('DELETE', url),
      () => send('POST', `${url}/restore`),
    ]
    await expectFollowed(cleo, steps)
    const { data, position } = await test.awaiting(cleo)
    expect(data).toMatchObject([
      { kind: 'answer', projectId: null, contentId: content.id, language: 'en', commentId: asked.id },
    ])
    // Whoever is out has nothing to catch up with, and reads anew.
    await desk.add(closed.id, { contentId: content.id, versionId: version.id })
    await test.runJobs()
    await test.runJobs()
    expect(await test.lines(cleo)).toEqual([])
    expect(
      JSON.stringify(await eventsAfter(test.storage, channels.person(cleo.id), position.offset)),
    ).not.toContain('soup')
    await send('POST', `/projects/${closed.id}/open`)
    expect(await test.lines(cleo)).toEqual(['answer @Cleo soup?'])
  })

  it('leave no words behind that were edited or deleted', async () => {
    const { cleo, people, say, edit, remove, runJobs, storage, awaiting } = await createMentionTest()
    const { position } = await awaiting(cleo)
    const asked = await say(people.ben, `${at(cleo)} the password is hunter2`)
    await runJobs()
    await runJobs()
    await edit(people.ben, asked, `${at(cleo)} look at swordfish`)
    await runJobs()
    await runJobs()
    await remove(people.ben, asked)
    await runJobs()
    await runJobs()
    const told = JSON.stringify(await eventsAfter(storage, channels.person(cleo.id), position.offset))
    expect(told).toContain('awaiting.changed')
    expect(told).not.toMatch(/hunter2|swordfish/)
  })

  it('are answered at once, however many a thread holds', async () => {
    const { cleo, people, say, lines, storage, services, project } = await createMentionTest()
    const first = await say(people.ben, `${at(cleo)} the disk is full`)
    const alike = { thread_id: first.id, home_id: project.id, person_id: cleo.id, state: 'open' } as const
    await storage.write(async (tx) => {
      // More than a statement takes.
      for (let said = 0; said < 33_000; said += 3_000) {
        const rows = Array.from({ length: 3_000 }, (_, index) => ({
          ...alike,
          id: services.newId(),
          comment_id: `alarm-${said + index}`,
          created_at: services.now(),
        }))
        await tx.insertInto('mentions').values(rows).execute()
      }
    })
    await say(cleo, 'I look after it', { parentId: first.id })
    expect(await lines(cleo)).toEqual([])
  })

  it('are found by an index, however many were answered', async () => {
    const { cleo, people, say, storage } = await createMentionTest()
    await say(people.ben, `${at(cleo)} look`)
    const plans = await plansOf(storage, 'mentions', (tx) =>
      openMentionsOf(tx, { id: cleo.id, role: 'reviewer' }, noSight),
    )
    expect(plans).toHaveLength(2)
    for (const plan of plans) expect(plan).toContain('mentions_open')
  })
})
