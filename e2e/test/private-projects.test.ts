/** A private project: for its members alone, who come and go live, and an administrator whom everybody sees enter. */
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is there for who is let in, and gone once they are put out', async () => {
  const editor = await stage.enter('editor', '/projects')
  const reviewer = await stage.enter('reviewer', '/projects')
  await liveStatus(reviewer, 'Live').waitFor()
  await editor.getByRole('button', { name: 'New project' }).press('Enter')
  const form = editor.getByRole('dialog', { name: 'New project' })
  await form.getByLabel('Name').fill('Merger')
  await form.getByRole('switch', { name: 'Private' }).press(' ')
  await form.getByRole('button', { name: 'Create project' }).press('Enter')
  await editor.getByRole('heading', { name: 'Merger' }).waitFor()
  await editor.getByRole('img', { name: 'Private' }).waitFor()

  await editor.getByRole('button', { name: 'More about this project' }).press('Enter')
  await editor.getByRole('menuitem', { name: 'Members…' }).press('Enter')
  const members = editor.getByRole('dialog', { name: 'Members' })
  await members.getByRole('listitem', { name: demoPeople.editor.name }).waitFor()
  expect(await axeViolations(editor)).toEqual([])
  await members.getByRole('button', { name: /Let in/ }).press('Enter')
  await editor.getByRole('menuitemradio', { name: demoPeople.reviewer.name }).press('Enter')
  await members.getByRole('button', { name: 'Add' }).press('Enter')
  await members.getByRole('listitem', { name: demoPeople.reviewer.name }).waitFor()

  await reviewer.getByRole('link', { name: 'Merger' }).click()
  await reviewer.getByRole('heading', { name: 'Merger' }).waitFor()
  await members.getByRole('button', { name: `Remove ${demoPeople.reviewer.name}` }).press('Enter')
  await reviewer.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  // Nor does their browser keep its name among what was opened lately.
  await reviewer.keyboard.press('ControlOrMeta+k')
  await reviewer.getByRole('dialog', { name: 'Find' }).getByRole('combobox').waitFor()
  const kept = () => reviewer.evaluate(() => JSON.stringify(localStorage))
  await expect.poll(kept, { timeout: patienceMs }).not.toContain('Merger')

  const admin = await stage.enter('admin', '/admin/people?tab=projects')
  await admin.getByRole('button', { name: 'Enter Merger' }).press('Enter')
  await admin.getByRole('heading', { name: 'Merger' }).waitFor()
  await members.getByText('Entered as administrator').waitFor()
})
