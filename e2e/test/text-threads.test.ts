/** Threads on a text that no project holds: written beside it, live for others, kept when a project takes it up. */
import type { CreatedContent, ItemRows, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('are written, answered and linked to beside a text in no project, and stay when one takes it up', async () => {
  const api = await stage.server.signIn('editor')
  const page = { type: 'page', language: 'en', title: 'Opening hours' }
  const { content } = await api.post<CreatedContent>('/content', page)
  const address = `/content/${content.id}`

  const editor = await stage.enter('editor', address)
  await editor.getByRole('button', { name: 'Comments', exact: true }).click()
  const drawer = editor.getByRole('complementary', { name: 'Beside the text' })
  await drawer.getByText('No comments yet').waitFor()
  const field = drawer.getByRole('textbox', { name: 'Write a comment' })
  await field.pressSequentially('Are we open on Sundays?')
  await editor.reload()
  await editor.getByRole('button', { name: 'Comments', exact: true }).click()
  await expect.poll(() => field.inputValue(), { timeout: patienceMs }).toBe('Are we open on Sundays?')

  const reviewer = await stage.enter('reviewer', address)
  await reviewer.getByRole('button', { name: 'Comments', exact: true }).waitFor()
  await field.press('ControlOrMeta+Enter')
  await reviewer.getByRole('button', { name: '1 comment', exact: true }).click()
  const beside = reviewer.getByRole('complementary', { name: 'Beside the text' })
  await beside.getByText('Are we open on Sundays?').waitFor()
  await beside.getByRole('button', { name: 'Reply' }).click()
  await beside.getByRole('textbox', { name: 'Write an answer' }).fill('From May on.')
  await beside.getByRole('textbox', { name: 'Write an answer' }).press('ControlOrMeta+Enter')
  await drawer.getByRole('article').filter({ hasText: 'From May on.' }).waitFor()

  const project = await api.post<Project>('/projects', { name: 'Summer' })
  await api.post<ItemRows>(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })
  for (const shown of [drawer, beside]) {
    const before = shown.getByRole('region', { name: 'Outside of projects' })
    await before.getByText('Are we open on Sundays?').waitFor()
    await shown.getByRole('region', { name: 'Comments', exact: true }).getByText('No comments yet').waitFor()
  }
  const link = await drawer
    .getByRole('article')
    .filter({ hasText: 'From May on.' })
    .getByRole('link')
    .getAttribute('href')
  const linked = await stage.enter('reviewer', link ?? '')
  await linked.waitForFunction(() => document.activeElement?.textContent?.includes('From May on.') === true)
})
