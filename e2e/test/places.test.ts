/** Filters, order and place are there again after a reload and after Back. */
import type {
  Comment,
  CreatedContent,
  InboxCounts,
  ItemRows,
  Person,
  Project,
  Version,
} from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { bell } from '../src/frame.ts'
import { itemRow } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

async function buildLongProject(): Promise<Project> {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'A long list' })
  const items: { contentId: string }[] = []
  for (let number = 100; number < 160; number += 1) {
    const title = `Page ${number}`
    const { content } = await api.post<CreatedContent>('/content', { type: 'page', language: 'en', title })
    items.push({ contentId: content.id })
  }
  await api.post<ItemRows>(`/projects/${project.id}/items`, { items })
  return project
}

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

it('the items of a project: filter and order after a reload, the same row after Back', async () => {
  const project = await buildLongProject()
  const page = await stage.enter('editor', `/projects/${project.id}`)
  const title = page.getByRole('columnheader', { name: 'Title' })
  // Two clicks are two, and every letter counts, however soon the next one comes.
  await title.getByRole('button').dblclick()
  await expect.poll(() => title.getAttribute('aria-sort'), { timeout: patienceMs }).toBe('descending')
  await page.getByRole('searchbox', { name: 'Search items' }).pressSequentially('Page 1')
  await page
    .getByRole('button', { name: /^Draft|Draft$/ })
    .first()
    .click()
  await page.waitForURL(/status=draft/)
  await page.reload()
  expect(await page.getByRole('searchbox', { name: 'Search items' }).inputValue()).toBe('Page 1')
  await page.getByRole('row').nth(1).filter({ hasText: 'Page 159' }).waitFor()

  // Far down, open one, go to its text and back.
  await itemRow(page, 'Page 159').focus()
  await page.keyboard.press('End')
  await itemRow(page, 'Page 100').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Page 100' }).getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Title' }).waitFor()
  await page.goBack()
  await page.getByRole('region', { name: 'Page 100' }).waitFor()
  await itemRow(page, 'Page 100').waitFor()
  await page.goBack()
  await itemRow(page, 'Page 100').waitFor()
  expect(page.url()).toContain('status=draft')
})

it('an item that the address opens is in view in its list', async () => {
  const project = await buildLongProject()
  const api = await stage.server.signIn('editor')
  const { data } = await api.get<ItemRows>(`/projects/${project.id}/items`)
  const page = await stage.enter('editor', `/projects/${project.id}?item=${data.at(-1)?.id}`)
  await itemRow(page, 'Page 159').waitFor()
  const isInView = async () => {
    const [row, grid] = await Promise.all([
      itemRow(page, 'Page 159').boundingBox(),
      page.getByRole('grid', { name: 'Items' }).boundingBox(),
    ])
    return row && grid && row.y + row.height <= grid.y + grid.height && row.y >= grid.y
  }
  await expect.poll(isInView, { timeout: patienceMs }).toBe(true)
})

it('a comment that the address points at, while the text above it comes late', async () => {
  const api = await stage.server.signIn('editor')
  const { project, items } = await buildProject(api, 'Late text', ['Long page'])
  const [item] = items
  const address = `/content/${item?.contentId}/versions/${item?.versionId}`
  const { revision } = await api.get<Version>(address)
  await api.patch(
    address,
    { body: 'A paragraph of this page.\n\n'.repeat(15) },
    { 'if-match': `"${revision}"` },
  )
  const { id } = await api.post<Comment>(`/projects/${project.id}/comments`, {
    body: 'Here',
    itemId: item?.id,
  })
  const page = await stage.enter('editor', '/projects')
  const goesOn = Promise.withResolvers<void>()
  await page.route(`**/api/v1${address}`, async (route) => {
    await goesOn.promise
    await route.continue()
  })
  await page.goto(`${stage.server.url}/projects/${project.id}?item=${item?.id}&comment=${id}`)
  const panel = page.getByRole('region', { name: 'Long page', exact: true })
  await panel.getByRole('article').filter({ hasText: 'Here' }).waitFor()
  goesOn.resolve()
  await panel.getByText('A paragraph of this page.').first().waitFor()
  const isInView = async () => {
    const [comment, field] = await Promise.all([
      panel.getByRole('article').filter({ hasText: 'Here' }).boundingBox(),
      panel.getByRole('textbox', { name: 'Write a comment' }).boundingBox(),
    ])
    return comment !== null && field !== null && comment.y > 0 && comment.y + comment.height <= field.y
  }
  await expect.poll(isInView, { timeout: patienceMs }).toBe(true)
})

it('the list of projects: the row that one left it from', async () => {
  await buildLongProject()
  const page = await stage.enter('editor', '/projects?sort=name')
  const row = page.getByRole('grid', { name: 'Projects' }).getByRole('row', { name: 'A long list' }).first()
  await row.press('Enter')
  await page.getByRole('tab', { name: /^Items/ }).waitFor()
  await page.goBack()
  await row.waitFor()
  await page.locator('[data-row-id]:focus').waitFor()
  expect(await focusedText(page)).toContain('A long list')
  expect(page.url()).toContain('sort=name')
})

it('the inbox: the entry that was opened, in the place where it was', async () => {
  const api = await stage.server.signIn('editor')
  const reviewer = await stage.server.signIn('reviewer')
  const rosa = await reviewer.get<Person>('/me')
  const { unread } = await reviewer.get<InboxCounts>('/notifications/counts')
  const project = await api.post<Project>('/projects', { name: 'Many words' })
  const tell = (words: string) =>
    api.post(`/projects/${project.id}/comments`, { body: `@[${rosa.name}](person:${rosa.id}) ${words}` })
  for (let number = 1; number <= 45; number += 1) await tell(`no ${number}.`)
  const page = await stage.enter('reviewer', '/inbox')
  // What still came in would move what is measured.
  await bell(page, unread + 45).waitFor()
  const entry = page.getByRole('link', { name: /no 4\./ })
  await entry.scrollIntoViewIfNeeded()
  const before = await entry.boundingBox()
  await entry.press('Enter')
  await page.getByRole('article').first().waitFor()
  await tell('while she is away')
  await page.goBack()
  await entry.waitFor()
  await page.locator('[data-returned-to] a:focus').waitFor()
  expect(await focusedText(page)).toContain('no 4.')
  await page.getByRole('link', { name: /while she is away/ }).waitFor()
  const movedBy = async () => Math.abs(((await entry.boundingBox())?.y ?? 0) - (before?.y ?? 0))
  await expect.poll(movedBy, { timeout: patienceMs }).toBeLessThan(1)
})
