/** What one did is taken back by Ctrl-Z and from the palette, and stays as it is where it cannot be. */
import type { Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { itemRow } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('takes back what was done last, unless somebody was faster', async () => {
  const api = await stage.server.signIn('editor')
  const { project, items } = await buildProject(api, 'Way back', ['One', 'Two'])
  const other = await api.post<Project>('/projects', { name: 'Faster' })
  const page = await stage.enter('editor', `/projects/${project.id}`)
  const row = (title: string) => itemRow(page, title)
  const remove = async (title: string) => {
    await row(title).focus()
    await page.keyboard.press('Delete')
    await row(title).waitFor({ state: 'detached' })
  }

  await row('One').focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Undo what you did last').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' })

  // Where one types, the keys are the text's; the palette still has the act.
  await remove('One')
  await page.getByText('Removed “One”', { exact: true }).waitFor()
  await page.getByRole('searchbox', { name: 'Search items' }).focus()
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog', { name: 'Find' }).getByRole('combobox').fill('undo')
  await page.getByRole('option', { name: /^Undo/ }).getByText('Removed “One”').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Undone: Removed “One”').waitFor()
  await row('One').waitFor()

  // Two acts, the last one first, on another screen too.
  await remove('One')
  await page.getByText('Removed “One”', { exact: true }).waitFor()
  await remove('Two')
  await page.getByText('Removed “Two”', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Projects', exact: true }).click()
  await page.getByRole('row', { name: 'Faster' }).waitFor()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText('Undone: Removed “Two”').waitFor()
  await api.post(`/projects/${other.id}/items`, { items: [{ contentId: items[0]?.contentId }] })
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText('Not undone: Removed “One”').waitFor()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText('Nothing to undo').waitFor()
  const { data } = await api.get<{ data: { title: string }[] }>(`/projects/${project.id}/items`)
  expect(data.map(({ title }) => title)).toEqual(['Two'])
})
