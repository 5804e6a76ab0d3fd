import type { CreatedContent, ReferredItems } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { writeContent } from '../../content/bulk.ts'

async function setUp() {
  const test = await createDeskTest()
  const { desk, get, send } = test
  const to = ({ content }: CreatedContent) => `[there](content:${content.id})`
  const edit = ({ version }: CreatedContent, body: string) =>
    send('PATCH', `/content/${version.contentId}/versions/${version.id}`, { body }, { 'if-match': '"1"' })
  const project = await desk.project()
  const add = (...all: CreatedContent[]) =>
    desk.add(project.id, ...all.map(({ content }) => ({ contentId: content.id })))
  const offered = async () => {
    const { data } = await get<ReferredItems>(`/projects/${project.id}/references`)
    return data.map(({ title, kind, referredBy }) => [title, kind, referredBy.title])
  }
  return { ...test, to, edit, project, add, offered }
}

describe('what a project is offered', () => {
  it('is what its texts refer to, and what that refers to in turn, the nearest first', async () => {
    const { desk, to, edit, add, offered } = await setUp()
    const far = await desk.content({ title: 'Far' })
    const near = await desk.content({ title: 'Near', body: to(far) })
    const page = await desk.content({ title: 'Page', body: `!${to(near)} [gone](content:${unknownId})` })
    // A circle ends.
    await edit(far, to(page))
    await add(page)
    expect(await offered()).toEqual([
      ['Near', 'embed', 'Page'],
      ['Far', 'link', 'Near'],
    ])
    await add(near)
    expect(await offered()).toEqual([['Far', 'link', 'Near']])
    await add(far)
    expect(await offered()).toEqual([])
  })

  it('is nothing that is live, and nothing for what is only taken down', async () => {
    const { desk, to, project, add, offered, send } = await setUp()
    const box = await desk.content({ title: 'Box' })
    const path = `/content/${box.content.id}/versions/${box.version.id}`
    for (const status of ['in_review', 'ready']) await send('POST', `${path}/status`, { status })
    await add(await desk.content({ title: 'Page', body: to(box) }))
    expect(await offered()).toEqual([['Box', 'link', 'Page']])
    await send('POST', `${path}/publish`, {})
    expect(await offered()).toEqual([])
    await desk.add(project.id, { contentId: box.content.id, action: 'unpublish' })
    expect(await offered()).toEqual([])
  })

  it('is in the language of the text, where there is one', async () => {
    const { desk, get, to, project, send } = await setUp()
    const box = await desk.content({ title: 'Box' })
    await send('POST', `/content/${box.content.id}/versions`, { language: 'sv' })
    const other = await desk.content({ title: 'Other' })
    const page = await desk.content({ title: 'Sida', language: 'sv', body: `${to(box)} ${to(other)}` })
    await desk.add(project.id, { contentId: page.content.id })
    const { data } = await get<ReferredItems>(`/projects/${project.id}/references`)
    expect(data.map(({ title, language }) => [title, language])).toEqual([
      ['Box', 'sv'],
      ['Other', 'en'],
    ])
  })

  it('has a bound', async () => {
    const { desk, people, services, add, offered } = await setUp()
    const texts = [{ language: 'en', title: 'One of many', body: '' }] as const
    const actor = { id: people.ben.id, kind: 'person' as const }
    const { body: many } = await services.runner.run({ actor }, async (context) => {
      const contents = Array.from({ length: 210 }, () => ({ type: 'page' as const, texts }))
      const written = await writeContent(context, { contents })
      return { body: written.contents, events: written.events }
    })
    const links = many.map(({ contentId }) => `[there](content:${contentId})`)
    await add(await desk.content({ title: 'Page', body: links.join(' ') }))
    expect(await offered()).toHaveLength(200)
  })

  it('is told to nobody of a project that is not there', async () => {
    const { send } = await setUp()
    expect(refusal(await send('GET', `/projects/${unknownId}/references`))).toEqual([404, 'not_found'])
  })
})
