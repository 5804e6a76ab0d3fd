/** What one did is taken back by Ctrl-Z and from the palette, and stays as it is where it cannot be. */
import type { Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { itemRow, itemWith } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { buildText } from '../src/unsaved-text.ts'
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

  /** Opens the palette where it offers this. */
  const findUndo = async (act: string) => {
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('dialog', { name: 'Find' }).getByRole('combobox').fill('undo')
    await page.getByRole('option', { name: /^Undo/ }).getByText(act).waitFor()
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
  await findUndo('Removed “One”')
  await page.keyboard.press('Enter')
  await page.getByText('Undone: Removed “One”').waitFor()
  await row('One').waitFor()

  // What shows where it is changed: of several, one act after the other.
  const { name } = demoPeople.reviewer
  const assign = async (menu: string) => {
    await page.keyboard.press('a')
    await page.getByRole('menu', { name: menu }).getByRole('menuitemradio', { name }).click()
  }
  await row('One').focus()
  await page.keyboard.press('x')
  await row('Two').focus()
  await page.keyboard.press('x')
  await page.getByText('2 selected').waitFor()
  await page.keyboard.press('s')
  await page.getByRole('menuitem', { name: 'In review' }).click()
  await itemWith(page, 'One', 'In review').waitFor()
  await row('Two').focus()
  await assign('Assign 2 items to')
  await findUndo(`Assigned 2 items to ${name}`)
  await page.keyboard.press('Enter')
  await page.getByText(`Undone: Assigned 2 items to ${name}`).waitFor()
  await row('One').filter({ hasNotText: name }).waitFor()
  await row('Two').focus()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText('Undone: Moved 2 items to In review').waitFor()
  await itemWith(page, 'One', 'Draft').waitFor()
  await itemWith(page, 'Two', 'Draft').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('2 selected').waitFor({ state: 'detached' })

  // What somebody changed since stays, and it is said who.
  await row('One').focus()
  await assign('Assign “One” to')
  await findUndo(`Assigned “One” to ${name}`)
  const admin = await stage.server.signIn('admin')
  await admin.send('PATCH', `/projects/${project.id}/items/${items[0]?.id}`, { dueAt: '2030-01-02' })
  await page.keyboard.press('Enter')
  await page.getByText(`${demoPeople.admin.name} changed “One” since.`).waitFor()
  await row('One').filter({ hasText: name }).waitFor()

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

it('takes a move of a text back beside the text, outside of any project', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Sent by mistake', 'One.')
  const page = await stage.enter('editor', text.address)
  await page.getByRole('button', { name: 'Send to review' }).click()
  await page.getByRole('button', { name: 'Ready to publish' }).waitFor()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText('Undone: Moved “Sent by mistake” to In review').waitFor()
  await page.getByRole('button', { name: 'Send to review' }).waitFor()
})
