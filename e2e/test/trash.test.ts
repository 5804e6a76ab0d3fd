/** Content that is deleted: gone from every window, and back from where somebody stood with it. */
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('goes from every window, and comes back from each', async () => {
  const editor = await stage.enter('editor', '/content')
  await editor.getByRole('button', { name: 'New content' }).first().press('Enter')
  const form = editor.getByRole('dialog', { name: 'New content' })
  await form.getByLabel('Title').fill('Old price list')
  await form.getByRole('button', { name: 'Create' }).press('Enter')
  await editor.getByRole('heading', { name: 'Old price list', level: 1 }).waitFor()
  const colleague = await stage.enter('admin', new URL(editor.url()).pathname)
  await liveStatus(colleague, 'Live').waitFor()
  await colleague.getByRole('heading', { name: 'Old price list', level: 1 }).waitFor()
  const list = await stage.enter('reviewer', '/content')
  await liveStatus(list, 'Live').waitFor()
  const row = list.getByRole('link', { name: 'Old price list' })
  await row.waitFor()

  await editor.getByRole('button', { name: 'More actions' }).press('Enter')
  await editor.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  await editor.getByText('Deleted “Old price list”').waitFor()
  await row.waitFor({ state: 'detached' })
  await colleague.getByRole('heading', { name: 'This content was deleted' }).waitFor()
  await colleague.getByText(`${demoPeople.editor.name} deleted it.`).waitFor()
  await colleague.getByRole('button', { name: 'Bring it back' }).press('Enter')
  await colleague.getByRole('heading', { name: 'Old price list', level: 1 }).waitFor()
  await row.waitFor()
  await editor.getByRole('link', { name: 'Old price list' }).waitFor()

  await colleague.getByRole('button', { name: 'More actions' }).press('Enter')
  await colleague.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  await colleague.getByText('Deleted “Old price list”').waitFor()
  await editor.getByRole('link', { name: 'Trash' }).press('Enter')
  const trash = editor.getByRole('grid', { name: 'Trash' })
  await trash.getByRole('row', { name: /Old price list/ }).waitFor()
  expect(await axeViolations(editor)).toEqual([])
  await colleague.getByRole('link', { name: 'Trash' }).press('Enter')
  await colleague.getByRole('button', { name: 'Delete Old price list for good' }).click()
  await colleague.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).press('Enter')
  await editor.getByText('The trash is empty').waitFor()
})
