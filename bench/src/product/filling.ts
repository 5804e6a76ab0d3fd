/** Fills the product through its own doors: content by the command line, projects with items, comments that mention. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiCaller } from '@copydesk/testkit'
import type { Product } from './product.ts'

/** Brings so many pages in from a folder of Markdown, while the server runs. */
export async function importContent(product: Product, count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-pages-'))
  try {
    for (let page = 0; page < count; page += 1) {
      const text = 'The opening paragraph still says spring. It should say summer. '.repeat(20)
      writeFileSync(join(folder, `page-${page}.md`), `# Page ${page}\n\n${text}\n`)
    }
    await product.command(['import', folder, '--name', `pages-${count}`])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A project with the newest pieces of content, all ready to be published. */
export async function readyProject(api: ApiCaller, count: number): Promise<string> {
  const project = await api.post<{ id: string }>('/projects', { name: 'Benchmark' })
  const contentIds = await newestContent(api, count)
  const path = `/projects/${project.id}/items`
  const items = contentIds.map((contentId) => ({ contentId }))
  const { data } = await api.post<{ data: { id: string }[] }>(path, { items })
  const itemIds = data.map(({ id }) => id)
  for (const status of ['in_review', 'ready']) await api.patch(path, { itemIds, status })
  return project.id
}

async function newestContent(api: ApiCaller, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let cursor = ''; ids.length < count; ) {
    const page = await api.get<{ data: { id: string }[]; nextCursor: string }>(
      `/content?limit=500${cursor && `&cursor=${cursor}`}`,
    )
    ids.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return ids.slice(0, count)
}

/** People that one comment mentions; more would be longer than a comment may be. */
const perComment = 250

/** Mentions each of these people once, in as few comments as hold them. */
export async function mention(
  api: ApiCaller,
  projectId: string,
  personIds: readonly string[],
): Promise<void> {
  const comments: Promise<unknown>[] = []
  for (let start = 0; start < personIds.length; start += perComment) {
    const people = personIds.slice(start, start + perComment).map((id) => `@[Person](person:${id})`)
    comments.push(api.post(`/projects/${projectId}/comments`, { body: people.join(' ') }))
  }
  await Promise.all(comments)
}
