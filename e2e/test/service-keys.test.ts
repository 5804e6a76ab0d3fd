/**
 * Service keys on their page: made by keyboard, shown once, live in another window, revoked after a question; and what
 * a program did is told with the name of its key.
 */
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { comment, composer } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('are made and revoked by administrators, and programs go by their names', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Imported')
  const page = await stage.enter('admin')
  await page.getByRole('button', { name: `You: ${demoPeople.admin.name}` }).click()
  await page.getByRole('menuitem', { name: 'Service keys' }).click()
  await page.getByRole('heading', { name: 'No service keys yet' }).waitFor()
  const second = await page.context().newPage()
  await second.goto(`${stage.server.url}/admin/keys`)
  await second.getByRole('heading', { name: 'No service keys yet' }).waitFor()
  await liveStatus(second, 'Live').waitFor()

  await page.getByRole('button', { name: 'New service key' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'New service key' })
  await form.getByRole('textbox', { name: 'Name' }).fill('CI importer')
  await page.keyboard.press('Enter')
  await form.getByText('Choose what it may do.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  for (const right of ['Read projects', 'Write comments']) {
    await form.getByRole('checkbox', { name: right }).press('Space')
  }
  await form.getByRole('button', { name: 'Create key' }).press('Enter')

  const made = page.getByRole('dialog', { name: 'The key of “CI importer”' })
  const key = await made.locator('code').innerText()
  expect(key).toMatch(/^cdk_[\w-]{43}$/)
  // It is shown this once, so that nothing closes it by accident.
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  await made.getByRole('button', { name: 'Done' }).press('Enter')
  const row = page.getByRole('listitem', { name: 'CI importer' })
  await row.getByText('Read projects, Write comments').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await second.getByRole('listitem', { name: 'CI importer' }).getByText('Never used').waitFor()
  expect(await page.content()).not.toContain(key)

  const reader = await stage.enter('reviewer', `/projects/${project.id}?tab=comments`)
  await composer(reader).waitFor()
  await liveStatus(reader, 'Live').waitFor()
  const post = () =>
    fetch(`${stage.server.url}/api/v1/projects/${project.id}/comments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ body: 'The build is green' }),
    })
  expect((await post()).status).toBe(201)
  await comment(reader, 'CI importer (service)', 'The build is green').waitFor()

  await row.getByRole('button', { name: 'Revoke CI importer' }).press('Enter')
  const question = page.getByRole('alertdialog', { name: 'Revoke “CI importer”?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await row.getByRole('button', { name: 'Revoke CI importer' }).click()
  await question.getByRole('button', { name: 'Revoke key' }).click()
  for (const window of [page, second]) {
    await window.getByRole('listitem', { name: 'CI importer' }).getByText('Revoked').waitFor()
  }
  expect((await post()).status).toBe(401)
  // What it did keeps its name.
  await reader.reload()
  await comment(reader, 'CI importer (service)', 'The build is green').waitFor()
})

it('are not shown to others than administrators', async () => {
  const page = await stage.enter('editor', '/admin/keys')
  await page.getByRole('heading', { name: 'Administrators manage service keys' }).waitFor()
  await page.getByRole('button', { name: /^You:/ }).click()
  expect(await page.getByRole('menuitem', { name: 'Service keys' }).count()).toBe(0)
})
