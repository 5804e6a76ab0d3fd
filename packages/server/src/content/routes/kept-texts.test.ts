import type { CreatedContent, KeptText, KeptTextList, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { unknownId } from '../../../test/desk-test.ts'
import { createTestApp } from '../../../test/test-app.ts'
import { contentRoutes } from './content.ts'
import { keptTextRoutes } from './kept-texts.ts'

async function setUp() {
  const { as, people } = await createTestApp({ routes: [contentRoutes, keptTextRoutes] })
  const [ben, anna] = [as(people.ben), as(people.anna)]
  const { version } = await call<CreatedContent>(ben, {
    method: 'POST',
    url: '/api/v1/content',
    payload: { type: 'page', language: 'en', title: 'Coats', body: 'By Ben.' },
  })
  const url = `/api/v1/content/${version.contentId}/versions/${version.id}`
  const edit = (caller: typeof ben, revision: number, payload: object) =>
    call<Version>(caller, { method: 'PATCH', url, payload, headers: { 'if-match': `"${revision}"` } })
  const kept = () => call<KeptTextList>(ben, { method: 'GET', url: `${url}/kept-texts` })
  const keptText = (id: string) => call<KeptText>(ben, { method: 'GET', url: `${url}/kept-texts/${id}` })
  return { ben, anna, people, version, url, edit, kept, keptText }
}

describe('a text that lost', () => {
  it('is kept with whose words it was, in the transaction that replaces it', async () => {
    const { anna, people, edit, kept, keptText } = await setUp()
    const saved = await edit(anna, 1, { body: 'By Anna.', keepReplaced: true })
    expect(saved).toMatchObject({ editedBy: { id: people.anna.id } })
    const [first, ...more] = (await kept()).data
    expect(more).toEqual([])
    expect(first).toMatchObject({ title: 'Coats', author: { id: people.ben.id } })
    expect(await keptText(first?.id ?? '')).toMatchObject({ body: 'By Ben.' })
    await edit(anna, 2, { body: 'By Anna, later.' })
    await edit(anna, 3, { body: 'Last.', keepReplaced: true })
    expect((await kept()).data[0]?.author.id).toBe(people.anna.id)
  })

  it('is not kept when nothing replaces it', async () => {
    const { ben, edit, kept } = await setUp()
    await edit(ben, 1, { body: 'By Ben.', keepReplaced: true })
    expect((await kept()).data).toEqual([])
  })

  it('can be brought by whoever gave it up, once however often it is sent, also without a title', async () => {
    const { ben, people, url, kept } = await setUp()
    const send = () =>
      ben.inject({
        method: 'POST',
        url: `${url}/kept-texts`,
        payload: { title: '', body: 'Given up.' },
        headers: { 'idempotency-key': 'kept-1' },
      })
    const [one, again] = [await send(), await send()]
    expect([one.statusCode, again.json()]).toEqual([201, one.json()])
    expect((await kept()).data).toMatchObject([{ title: '', author: { id: people.ben.id } }])
  })

  it('is no version: it is in no list and cannot be edited or found as one', async () => {
    const { ben, url, version, edit, kept } = await setUp()
    await edit(ben, 1, { body: 'Newer.', keepReplaced: true })
    const [text] = (await kept()).data
    const content = await call<{ versions: unknown[] }>(ben, {
      method: 'GET',
      url: `/api/v1/content/${version.contentId}`,
    })
    expect(content.versions).toHaveLength(1)
    const asVersion = url.replace(version.id, text?.id ?? '')
    expect(refusal(await ben.inject({ method: 'GET', url: asVersion }))).toEqual([404, 'not_found'])
  })

  it('is not found in another version, nor by people who may not read', async () => {
    const { ben, url } = await setUp()
    expect(refusal(await ben.inject({ method: 'GET', url: `${url}/kept-texts/${unknownId}` }))).toEqual([
      404,
      'not_found',
    ])
  })
})

describe('a window whose person is not the one who is signed in any more', () => {
  it('is refused, so that nothing is written in the name of somebody else', async () => {
    const { ben, people, url } = await setUp()
    const as = (person: string) => ben.inject({ method: 'GET', url, headers: { 'copydesk-person': person } })
    expect((await as(people.ben.id)).statusCode).toBe(200)
    expect(refusal(await as(people.anna.id))).toEqual([401, 'other_person'])
  })
})
