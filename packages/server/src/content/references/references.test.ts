import type { Snapshot, Version, VersionReferences } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'

async function setUp() {
  const test = await createDeskTest()
  const block = await test.desk.content({ type: 'block', title: 'Box' })
  const other = await test.desk.content({ title: 'Other' })
  const referencesOf = async ({ contentId, id }: Pick<Version, 'contentId' | 'id'>) => {
    const path = `/content/${contentId}/versions/${id}/references`
    const { data } = await test.get<Snapshot<VersionReferences>>(path)
    return data.map(({ content, kind }) => [kind, content?.title ?? null])
  }
  const embed = `![](content:${block.content.id})`
  const link = `[Other](content:${other.content.id})`
  return { ...test, block, other, referencesOf, embed, link }
}

describe('the references of a version', () => {
  it('are those of the text that was saved last', async () => {
    const { desk, send, referencesOf, embed, link } = await setUp()
    const { version } = await desk.content({ body: `${embed} ${link} [gone](content:${unknownId})` })
    expect(await referencesOf(version)).toEqual([
      ['link', null],
      ['embed', 'Box'],
      ['link', 'Other'],
    ])
    const path = `/content/${version.contentId}/versions/${version.id}`
    const edited = await send('PATCH', path, { body: link }, { 'if-match': '"1"' })
    expect(await referencesOf(version)).toEqual([['link', 'Other']])
    await send('PATCH', path, { title: 'Only the title' }, { 'if-match': `"${edited.json().revision}"` })
    expect(await referencesOf(version)).toEqual([['link', 'Other']])
  })

  it('go along into a new draft, another language and a rebased text', async () => {
    const { desk, send, referencesOf, embed, link } = await setUp()
    const { version } = await desk.content({ body: embed })
    for (const language of ['en', 'sv']) {
      const draft = await send('POST', `/content/${version.contentId}/versions`, { language })
      expect(await referencesOf(draft.json())).toEqual([['embed', 'Box']])
    }
    const path = `/content/${version.contentId}/versions/${version.id}/rebase`
    expect((await send('POST', path, { onto: null, body: link })).statusCode).toBe(200)
    expect(await referencesOf(version)).toEqual([['link', 'Other']])
  })

  it('stay as they were where an edit is refused', async () => {
    const { desk, send, referencesOf, embed, link } = await setUp()
    const { version } = await desk.content({ body: embed })
    const path = `/content/${version.contentId}/versions/${version.id}`
    const refused = await send('PATCH', path, { body: link }, { 'if-match': '"7"' })
    expect(refusal(refused)).toEqual([412, 'revision_mismatch'])
    expect(await referencesOf(version)).toEqual([['embed', 'Box']])
  })

  it('are told as they stand now, from the position of the content list', async () => {
    const { desk, get, block, embed } = await setUp()
    const { version } = await desk.content({ body: embed })
    const path = `/content/${version.contentId}/versions/${version.id}/references`
    expect(await get(path)).toEqual({
      data: [{ contentId: block.content.id, kind: 'embed', content: block.content }],
      nextCursor: null,
      position: expect.objectContaining({ channel: 'content' }),
    })
  })

  it('are there for nobody where the version is not', async () => {
    const { desk, send } = await setUp()
    const { content } = await desk.content()
    const { version } = await desk.content()
    const answer = await send('GET', `/content/${content.id}/versions/${version.id}/references`)
    expect(refusal(answer)).toEqual([404, 'not_found'])
  })
})
