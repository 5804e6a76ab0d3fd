import type { CreatedContent, ItemRows, Project, SearchResult } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createDeskTest } from '../../test/desk-test.ts'

async function setUp() {
  const test = await createDeskTest()
  const find = async (q: string, limit = 8) => {
    const { data } = await test.get<SearchResult>(
      `/search?${new URLSearchParams({ q, limit: String(limit) })}`,
    )
    return data
  }
  const post = async <T>(path: string, payload: object) => (await test.send('POST', path, payload)).json<T>()
  return { ...test, find, post }
}

describe('searching everything', () => {
  it('finds projects, content in its languages and people by a part of the name, capitals or not', async () => {
    const { post, find, people } = await setUp()
    const project = await post<Project>('/projects', { name: 'Benefits of ÄPPLE' })
    const { content, version } = await post<CreatedContent>('/content', {
      type: 'page',
      language: 'sv',
      title: 'Äpple och ben',
    })
    await post<ItemRows>(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })
    expect(await find('BEN')).toEqual([
      { kind: 'project', id: project.id, title: 'Benefits of ÄPPLE', color: 'slate', isArchived: false },
      {
        kind: 'content',
        id: content.id,
        title: 'Äpple och ben',
        type: 'page',
        language: 'sv',
        versionId: version.id,
        status: 'draft',
        projectId: project.id,
      },
      { kind: 'person', id: people.ben.id, title: people.ben.name, role: people.ben.role },
    ])
    expect((await find('äpple')).map(({ kind }) => kind)).toEqual(['project', 'content'])
  })

  it('shows first what begins with it, at most so many of each, and takes signs as they are', async () => {
    const { post, find } = await setUp()
    for (const name of ['Autumn', 'Late autumn', '100 % autumn_sale']) await post('/projects', { name })
    expect((await find('autumn', 2)).map(({ title }) => title)).toEqual(['Autumn', '100 % autumn_sale'])
    expect((await find('0 %')).map(({ title }) => title)).toEqual(['100 % autumn_sale'])
    expect((await find('n_s')).map(({ title }) => title)).toEqual(['100 % autumn_sale'])
    expect(await find('\\')).toEqual([])
  })

  it('finds no deleted project, and asks for words', async () => {
    const { post, send, find, ben } = await setUp()
    const project = await post<Project>('/projects', { name: 'Gone soon' })
    await send('DELETE', `/projects/${project.id}`)
    expect(await find('gone soon')).toEqual([])
    for (const url of ['/api/v1/search', '/api/v1/search?q=%20', '/api/v1/search?q=a&limit=51']) {
      expect((await ben.inject({ url })).statusCode).toBe(400)
    }
  })
})
