/** What somebody else changes redraws the rows that it changed, and no other row of a long list. */
import type { CreatedContent, ItemRows, Project, ProjectItem } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { itemRow } from '../src/project-page.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

async function buildProject(api: ApiCaller): Promise<{ project: Project; items: ProjectItem[] }> {
  const project = await api.post<Project>('/projects', { name: 'A long list' })
  const adding: { contentId: string }[] = []
  for (let number = 100; number < 130; number += 1) {
    const text = { type: 'page', language: 'en', title: `Page ${number}` }
    const { content } = await api.post<CreatedContent>('/content', text)
    adding.push({ contentId: content.id })
  }
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, { items: adding })
  return { project, items: data }
}

/** Notes of each row that changes on the page its first words, from now on; the marks of who did it among them. */
async function watchRows(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const changed = new Set<string>()
    Object.assign(globalThis, { changedRows: changed })
    new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement
        const row = element?.closest('[role=row]')
        const [title] = /Page \d+/.exec(row?.textContent ?? '') ?? []
        if (title !== undefined) changed.add(title)
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
  return () => page.evaluate(() => [...(globalThis as unknown as { changedRows: Set<string> }).changedRows])
}

it('an item that is moved, in its project; its text, in the list of content', async () => {
  const api = await stage.server.signIn('editor')
  const { project, items } = await buildProject(api)
  const [, second] = items
  const page = await stage.enter('reviewer', `/projects/${project.id}`)
  await itemRow(page, 'Page 101').waitFor()
  await page.mouse.move(0, 0)
  const inProject = await watchRows(page)
  await api.patch(`/projects/${project.id}/items/${second?.id}`, { status: 'in_review' })
  await itemRow(page, 'Page 101').getByText('In review').waitFor()
  expect(await inProject()).toEqual(['Page 101'])

  await page.goto(`${stage.server.url}/content?q=Page+10`)
  await page
    .getByRole('row', { name: /Page 101/ })
    .getByRole('link', { name: 'A long list' })
    .waitFor()
  const inContent = await watchRows(page)
  await api.patch(`/projects/${project.id}/items/${second?.id}`, { status: 'draft' })
  await page
    .getByRole('row', { name: /Page 101/ })
    .getByRole('img', { name: 'Draft' })
    .waitFor()
  expect(await inContent()).toEqual(['Page 101'])
})
