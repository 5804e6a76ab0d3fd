import type { Blocker, ContentState, ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

/** Version 1 ready in Spring, version 2 of the same content published by Autumn meanwhile. */
async function setUp() {
  const test = await createDeskTest()
  const { desk, send, get } = test
  const { content, version } = await desk.content({ title: 'Home', body: 'one' })
  const spring = await desk.project('Spring')
  const autumn = await desk.project('Autumn')
  const [older] = (await desk.add(spring.id, { contentId: content.id })) as [ProjectItem]
  await desk.move(spring.id, [older], 'in_review', 'ready')
  const draft = await send('POST', `/content/${content.id}/versions`, { language: 'en' })
  const [newer] = (await desk.add(autumn.id, { contentId: content.id })) as [ProjectItem]
  await desk.move(autumn.id, [newer], 'in_review', 'ready')
  const publish = (id: string, payload: object) => send('POST', `/projects/${id}/publish`, payload)
  const live = async () => (await get<ContentState>(`/content/${content.id}`)).languages[0]?.publishedNumber
  return { ...test, content, version, draft, spring, autumn, older, newer, publish, live }
}

describe('a version older than what went live meanwhile', () => {
  it.each(['all', 'ready'])(
    'does not go out unasked (%s); the blocker says what is live, and through whom',
    async (mode) => {
      const { people, spring, autumn, older, newer, publish, live } = await setUp()
      expect((await publish(autumn.id, { mode: 'all' })).statusCode).toBe(200)
      const answer = await publish(spring.id, { mode })
      expect(refusal(answer)).toEqual([409, 'publish_blocked'])
      expect(answer.json().detail).toBe(
        'Changed since: version 2 of "Home" was published by the project "Autumn".',
      )
      expect(answer.json<{ blockers: Blocker[] }>().blockers).toEqual([
        {
          itemId: older.id,
          contentId: older.contentId,
          versionId: older.versionId,
          title: 'Home',
          status: 'ready',
          reason: 'changed_since',
          lift: { step: 'rebase', roles: ['admin', 'editor'], people: [people.ben.id] },
          live: {
            versionId: newer.versionId,
            versionNumber: 2,
            projectId: autumn.id,
            projectName: 'Autumn',
          },
        },
      ])
      expect(await live()).toBe(2)
    },
  )

  it.each([
    ['named', (id: string) => [id]],
    ['whichever it is', () => true],
  ])('replaces it on purpose, and the event records that (%s)', async (_, replaceOf) => {
    const { storage, spring, autumn, older, newer, publish, live } = await setUp()
    await publish(autumn.id, { mode: 'all' })
    const answer = await publish(spring.id, { mode: 'all', replace: replaceOf(older.id) })
    expect(answer.statusCode).toBe(200)
    expect(await live()).toBe(1)
    const [last] = (await eventsAfter(storage, `project:${spring.id}`)).slice(-1)
    expect(last?.event).toMatchObject({
      type: 'project.published',
      replaced: [{ itemId: older.id, live: { versionId: newer.versionId, projectName: 'Autumn' } }],
    })
  })

  it('is named by the items that may be replaced: others still block', async () => {
    const { spring, autumn, newer, publish, live } = await setUp()
    await publish(autumn.id, { mode: 'all' })
    const answer = await publish(spring.id, { mode: 'all', replace: [newer.id] })
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(await live()).toBe(2)
  })

  it('is found also where the other project let go of what it published', async () => {
    const { send, spring, autumn, newer, publish } = await setUp()
    await publish(autumn.id, { mode: 'all' })
    await send('DELETE', `/projects/${autumn.id}/items/${newer.id}`)
    const [blocker] = (await publish(spring.id, { mode: 'all' })).json().blockers
    expect(blocker.live).toMatchObject({ versionNumber: 2, projectId: null, projectName: null })
  })
})

describe('a version newer than what went live meanwhile', () => {
  it('does not go out unasked: it was begun when something else was live', async () => {
    const { spring, autumn, newer, publish, live } = await setUp()
    expect((await publish(spring.id, { mode: 'all' })).statusCode).toBe(200)
    const answer = await publish(autumn.id, { mode: 'all' })
    expect(answer.json().blockers).toMatchObject([{ reason: 'changed_since', live: { versionNumber: 1 } }])
    expect(await live()).toBe(1)
    expect((await publish(autumn.id, { mode: 'all', replace: [newer.id] })).statusCode).toBe(200)
    expect(await live()).toBe(2)
  })

  it('goes out over what it was begun from', async () => {
    const { desk, content, spring, publish, live } = await setUp()
    await publish(spring.id, { mode: 'all' })
    const winter = await desk.project('Winter')
    const added = await desk.add(winter.id, { contentId: content.id })
    await desk.move(winter.id, added, 'in_review', 'ready')
    expect((await publish(winter.id, { mode: 'all' })).statusCode).toBe(200)
    expect(await live()).toBe(3)
  })

  it('does not, unasked, where that was edited after the newer one was begun', async () => {
    const { ben, desk, content, version, spring, autumn, older, publish, live, advance } = await setUp()
    advance(1000)
    await desk.move(spring.id, [older], 'in_review')
    await call(ben, {
      method: 'PATCH',
      url: `/api/v1/content/${content.id}/versions/${version.id}`,
      payload: { body: 'one, and a price' },
      headers: { 'if-match': '*' },
    })
    await desk.move(spring.id, [older], 'ready')
    await publish(spring.id, { mode: 'all' })
    const answer = await publish(autumn.id, { mode: 'all' })
    expect(refusal(answer)).toEqual([409, 'publish_blocked'])
    expect(answer.json().blockers).toMatchObject([{ reason: 'changed_since', live: { versionNumber: 1 } }])
    expect(await live()).toBe(1)
  })

  it('does not mind other languages', async () => {
    const { desk, content, autumn, publish, live } = await setUp()
    const other = await desk.project('Swedish')
    const added = await desk.add(other.id, { contentId: content.id, language: 'sv' })
    await desk.move(other.id, added, 'in_review', 'ready')
    await publish(other.id, { mode: 'all' })
    expect((await publish(autumn.id, { mode: 'all' })).statusCode).toBe(200)
    expect(await live()).toBe(2)
  })
})
