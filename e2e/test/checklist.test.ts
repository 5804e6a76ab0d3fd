/** The checklist of a project and of its items: written, ticked off by somebody else, in the way of publishing. */
import type { CreatedContent, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('an open task that blocks keeps a project from going out until somebody ticks it off', async () => {
  const api = await stage.server.signIn('editor')
  const { content } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Prices',
  })
  const project = await api.post<Project>('/projects', { name: 'Spring' })
  await api.post(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })

  const page = await stage.enter('editor', `/projects/${project.id}`)
  await page.getByRole('tab', { name: /^Checklist/ }).click()
  await page.getByText('Nothing is on the checklist').waitFor()
  const field = page.getByRole('textbox', { name: 'New task' })
  for (const title of ['Legal has signed', 'Order flowers']) {
    await field.fill(title)
    await field.press('Enter')
    await page.getByRole('checkbox', { name: title }).waitFor()
  }
  await page.getByRole('button', { name: 'More about Legal has signed' }).click()
  await page.getByRole('menuitem', { name: 'Blocks publishing' }).click()
  await page.getByText('Blocks publishing').waitFor()
  await page.getByRole('button', { name: 'Assignee of Legal has signed: nobody' }).click()
  await page.getByRole('menuitemradio', { name: demoPeople.reviewer.name }).click()
  await page.getByRole('tab', { name: 'Checklist 0 of 2' }).waitFor()

  const other = await stage.enter('reviewer', `/projects/${project.id}?tab=checklist`)
  const tick = other.getByRole('checkbox', { name: 'Legal has signed' })
  await tick.waitFor()

  await page.getByRole('tab', { name: /^Items/ }).click()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Review and publish…' }).click()
  const inTheWay = page.getByRole('dialog', { name: 'Publish' }).getByRole('region', { name: 'In the way' })
  await inTheWay.getByRole('link', { name: 'Legal has signed' }).waitFor()
  await inTheWay
    .getByText(`${demoPeople.reviewer.name}, or any reviewer or editor, can tick it off`)
    .waitFor()
  await tick.check()
  await inTheWay.getByRole('link', { name: 'Legal has signed' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('tab', { name: 'Checklist 1 of 2' }).waitFor()

  // One's own tick is taken back; somebody else's stays, also where one undoes what one did before.
  await page.getByRole('tab', { name: /^Checklist/ }).click()
  await page.getByRole('checkbox', { name: 'Order flowers' }).check()
  await page.getByRole('tab', { name: 'Checklist 2 of 2' }).waitFor()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText('Undone: Ticked off “Order flowers”').waitFor()
  await page.getByRole('tab', { name: 'Checklist 1 of 2' }).waitFor()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByText(`${demoPeople.reviewer.name} changed “Legal has signed” since.`).waitFor()

  await page.getByRole('tab', { name: /^Checklist/ }).click()
  await page.getByRole('button', { name: 'More about Order flowers' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await other.getByRole('checkbox', { name: 'Order flowers' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await other.getByRole('checkbox', { name: 'Order flowers' }).waitFor()
  expect(await other.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.ariaLabel))).toEqual(
    ['Legal has signed', 'Order flowers'],
  )
})
