/** The content list: narrowed by status, with the projects that hold what it lists, live and as its address says. */
import type { CreatedContent, ItemRows, Project } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const row = (page: Page, title: string) => page.getByRole('row', { name: new RegExp(title) })

it('is narrowed by status: rows come and go as they are moved, and the address keeps it', async () => {
  const editor = await stage.server.signIn('editor')
  const reviewer = await stage.server.signIn('reviewer')
  const text = { type: 'page', language: 'en', title: 'Winter coats' }
  const { version } = await editor.post<CreatedContent>('/content', text)
  const { id, contentId } = version
  const move = (api: ApiCaller, status: string) =>
    api.post(`/content/${contentId}/versions/${id}/status`, { status })
  const page = await stage.enter('editor', '/content')
  await row(page, 'Winter coats').waitFor()
  await page.getByRole('button', { name: 'Status: All statuses' }).press('Enter')
  await page.getByRole('menuitemradio', { name: 'Rejected' }).press('Enter')
  await page.getByRole('searchbox', { name: 'Search titles' }).fill('Winter coats')
  await page.getByText('No content matches').waitFor()
  expect(new URL(page.url()).search).toBe('?status=rejected&q=Winter+coats')
  await move(editor, 'in_review')
  await move(reviewer, 'rejected')
  await row(page, 'Winter coats').waitFor()

  // The project that holds it is named beside it from then on.
  const project = await editor.post<Project>('/projects', { name: 'Spring campaign of all shops' })
  await editor.post<ItemRows>(`/projects/${project.id}/items`, { items: [{ contentId, versionId: id }] })
  const holder = row(page, 'Winter coats').getByRole('link', { name: 'Spring campaign of all shops' })
  await holder.waitFor()
  await page.setViewportSize({ width: 390, height: 780 })
  await holder.waitFor()
  await page.reload()
  await holder.waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await move(editor, 'draft')
  await page.getByRole('button', { name: 'Show all content' }).press('Enter')
  await holder.click()
  await page.getByRole('heading', { name: 'Spring campaign of all shops' }).waitFor()
})
