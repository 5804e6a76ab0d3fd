import type { ContentState, ItemsState, ProjectItem, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

/** Spring's version was begun before Autumn's went live. */
async function setUp() {
  const test = await createDeskTest()
  const { desk, send, get } = test
  const { content } = await desk.content({ title: 'Home', body: 'one' })
  const spring = await desk.project('Spring')
  const autumn = await desk.project('Autumn')
  const [older] = (await desk.add(spring.id, { contentId: content.id })) as [ProjectItem]
  await desk.move(spring.id, [older], 'in_review', 'ready')
  const [newer] = (await desk.add(autumn.id, { contentId: content.id })) as [ProjectItem]
  await desk.move(autumn.id, [newer], 'in_review', 'ready')
  await desk.publish(autumn.id)
  const rebase = (payload: object, headers: Record<string, string> = {}) =>
    send('POST', `/projects/${spring.id}/items/${older.id}/rebase`, payload, headers)
  const publish = (id = spring.id) => send('POST', `/projects/${id}/publish`, { mode: 'all' })
  const itemNow = async () => (await get<ItemsState>(`/projects/${spring.id}/items`)).data[0]
  const textNow = () => get<Version>(`/content/${content.id}/versions/${older.versionId}`)
  return { ...test, content, spring, autumn, older, newer, rebase, publish, itemNow, textNow }
}

describe('rebasing', () => {
  it('takes what is live for the base: the text as it is goes out without a conflict', async () => {
    const { newer, older, rebase, publish, itemNow, storage, spring } = await setUp()
    expect(refusal(await publish())).toEqual([409, 'publish_blocked'])
    const item = (await rebase({ onto: newer.versionId })).json<ProjectItem>()
    expect(item).toMatchObject({ id: older.id, baseVersionId: newer.versionId, status: 'ready' })
    expect(await itemNow()).toEqual(item)
    const [last] = (await eventsAfter(storage, `project:${spring.id}`)).slice(-1)
    expect(last?.event).toMatchObject({ type: 'item.changed', items: [item] })
    expect((await publish()).statusCode).toBe(200)
  })

  it('with a text of both: that is reviewed again, and the words it replaces are kept', async () => {
    const { newer, older, rebase, publish, itemNow, textNow, storage } = await setUp()
    const answer = await rebase({ onto: newer.versionId, title: 'Home', body: 'one\n\ntwo' })
    expect(answer.json()).toMatchObject({ status: 'in_review', baseVersionId: newer.versionId })
    expect(await itemNow()).toEqual(answer.json())
    expect(await textNow()).toMatchObject({ body: 'one\n\ntwo', status: 'in_review' })
    const kept = await storage.read((tx) => tx.selectFrom('kept_texts').selectAll().execute())
    expect(kept).toMatchObject([{ version_id: older.versionId, body: 'one' }])
    expect(refusal(await publish())).toEqual([409, 'publish_blocked'])
  })

  it('with the text that it has already is no new text', async () => {
    const { newer, rebase, itemNow } = await setUp()
    await rebase({ onto: newer.versionId, title: 'Home', body: 'one' })
    expect(await itemNow()).toMatchObject({ status: 'ready', baseVersionId: newer.versionId })
  })

  it('is refused when something else is live than its editor saw, or the item was changed', async () => {
    const { older, newer, rebase, itemNow } = await setUp()
    const before = await itemNow()
    for (const onto of [older.versionId, null]) {
      const answer = await rebase({ onto })
      expect(refusal(answer)).toEqual([412, 'revision_mismatch'])
      expect(answer.json().detail).toBe('Changed since you looked: version 2 is live of "Home" now.')
    }
    const stale = await rebase({ onto: newer.versionId }, { 'if-match': '"1"' })
    expect(refusal(stale)).toEqual([412, 'revision_mismatch'])
    expect(await itemNow()).toEqual(before)
  })

  it('is no way to change what went out, nor for those who may not write', async () => {
    const { as, people, spring, older, newer, autumn, send, rebase } = await setUp()
    const url = `/projects/${autumn.id}/items/${newer.id}/rebase`
    expect(refusal(await send('POST', url, { onto: newer.versionId }))).toEqual([409, 'version_not_editable'])
    const other = `/projects/${autumn.id}/items/${older.id}/rebase`
    expect(refusal(await send('POST', other, { onto: newer.versionId }))).toEqual([404, 'not_found'])
    const reviewer = await as(people.cleo).inject({
      method: 'POST',
      url: `/api/v1/projects/${spring.id}/items/${older.id}/rebase`,
      payload: { onto: newer.versionId },
    })
    expect(refusal(reviewer)).toEqual([403, 'forbidden'])
    expect(refusal(await rebase({}))).toEqual([400, 'invalid_request'])
  })

  it('lets a take-down name what is live now, to be reviewed again', async () => {
    const { desk, get, send, content, newer, publish } = await setUp()
    const winter = await desk.project('Winter')
    const [item] = (await desk.add(winter.id, { contentId: content.id, action: 'unpublish' })) as [
      ProjectItem,
    ]
    await desk.move(winter.id, [item], 'in_review', 'ready')
    const next = await desk.project('Next')
    const added = await desk.add(next.id, { contentId: content.id })
    await desk.move(next.id, added, 'in_review', 'ready')
    await desk.publish(next.id)
    expect(refusal(await publish(winter.id))).toEqual([409, 'publish_blocked'])
    const url = `/projects/${winter.id}/items/${item.id}/rebase`
    expect(refusal(await send('POST', url, { onto: newer.versionId }))).toEqual([412, 'revision_mismatch'])
    const rebased = (await send('POST', url, { onto: added[0]?.versionId })).json<ProjectItem>()
    expect(rebased).toMatchObject({
      versionId: added[0]?.versionId,
      baseVersionId: added[0]?.versionId,
      versionNumber: 3,
      status: 'in_review',
    })
    await desk.move(winter.id, [rebased], 'ready')
    expect((await publish(winter.id)).statusCode).toBe(200)
    const { languages } = await get<ContentState>(`/content/${content.id}`)
    expect(languages[0]?.publishedNumber).toBeNull()
  })
})
