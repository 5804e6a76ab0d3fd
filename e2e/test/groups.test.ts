/** A group is made, changed by keyboard and deleted, live in a second window. */
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('puts people under one name, in every window', async () => {
  const page = await stage.enter('admin', '/admin/people?tab=groups')
  await page.getByRole('heading', { name: 'There are no groups' }).waitFor()
  const second = await page.context().newPage()
  await second.goto(`${stage.server.url}/admin/people?tab=groups`)
  await second.getByRole('heading', { name: 'There are no groups' }).waitFor()
  await liveStatus(second, 'Live').waitFor()

  await page.getByRole('button', { name: 'New group' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'New group' })
  await form.getByLabel('Name').fill('Legal')
  await form.getByLabel('Search people').fill(demoPeople.editor.name)
  const option = form.getByRole('option', { name: demoPeople.editor.name })
  await option.click()
  await form.getByText('1 person chosen').waitFor()
  await form.getByLabel('Search people').fill('')
  await form.getByRole('option', { name: demoPeople.reviewer.name }).click()
  await form.getByText('2 people chosen').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await form.getByRole('button', { name: 'Make the group' }).press('Enter')
  const row = second.getByRole('listitem', { name: 'Legal' })
  await row.getByText(demoPeople.editor.name).waitFor()
  await row.getByText(demoPeople.reviewer.name).waitFor()

  await page.getByRole('button', { name: 'Change Legal' }).press('Enter')
  const change = page.getByRole('dialog', { name: 'Change Legal' })
  await change.getByLabel('Name').fill('Legal & Privacy')
  await change.getByRole('option', { name: demoPeople.editor.name }).press(' ')
  await change.getByText('1 person chosen').waitFor()
  await change.getByRole('button', { name: 'Save' }).press('Enter')
  const renamed = second.getByRole('listitem', { name: 'Legal & Privacy' })
  await renamed.getByText(demoPeople.reviewer.name, { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Delete Legal & Privacy' }).press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await second.getByRole('heading', { name: 'There are no groups' }).waitFor()
})
