/** Administrators let people in and out: another role, deactivated and back, removed with their words left behind. */
import { it } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('changes roles, keeps somebody out and lets them in again, in every window', async () => {
  const page = await stage.enter('admin')
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click()
  const row = page.getByRole('row', { name: demoPeople.editor.name })
  await row.waitFor()
  const second = await page.context().newPage()
  await second.goto(`${stage.server.url}/admin/people?q=elias`)
  await liveStatus(second, 'Live').waitFor()
  const editor = await stage.enter('editor')
  await liveStatus(editor, 'Live').waitFor()

  await row.getByRole('button', { name: /^Role of/ }).click()
  await page.getByRole('menuitemradio', { name: 'Reviewer' }).click()
  await second.getByRole('button', { name: `Role of ${demoPeople.editor.name}: Reviewer` }).waitFor()
  await editor.getByRole('button', { name: 'New project' }).waitFor({ state: 'detached' })

  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
  const question = page.getByRole('alertdialog', { name: `Deactivate ${demoPeople.editor.name}?` })
  await question.getByRole('button', { name: 'Deactivate' }).click()
  await second.getByText('Deactivated', { exact: true }).waitFor()
  await editor.getByText('Your session has ended.').waitFor()
  await editor.getByRole('button', { name: demoPeople.editor.button }).click()
  await editor.getByText('This account was deactivated').waitFor()

  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Reactivate' }).click()
  await second.getByText('Deactivated', { exact: true }).waitFor({ state: 'detached' })
  await editor.getByRole('button', { name: demoPeople.editor.button }).click()
  await editor.getByRole('heading', { name: 'Projects', exact: true }).waitFor()

  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await second.getByRole('heading', { name: 'Nobody matches' }).waitFor()
  await editor.getByText('Your session has ended.').waitFor()
})

it('is not shown to others than administrators', async () => {
  const page = await stage.enter('reviewer', '/admin/people')
  await page.getByRole('heading', { name: 'Administrators manage people' }).waitFor()
})
