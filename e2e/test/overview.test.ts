/** The table of a project's items with the keyboard: groups that fold, and single keys on a row. */
import { expect, it } from 'vitest'
import { createKeyboardPerson } from '../src/keyboard-person.ts'
import { composer, itemRow, itemWith } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('groups the items, and does with single keys what its menus do', async () => {
  const api = await stage.server.signIn('editor')
  const { project, items } = await buildProject(api, 'By keys', ['One', 'Two', 'Three'])
  await api.send('PATCH', `/projects/${project.id}/items/${items[2]?.id}`, { status: 'in_review' })
  const page = await stage.enter('editor', `/projects/${project.id}`)
  const person = createKeyboardPerson(page)
  const grid = page.getByRole('grid', { name: 'Items' })
  const heading = (name: RegExp) => grid.getByRole('row', { name })
  const row = (title: string) => itemRow(page, title)

  await page.getByRole('button', { name: 'Group' }).click()
  await page.getByRole('menuitemradio', { name: 'Status' }).click()
  await heading(/^Draft, 2 below/).waitFor()
  await page.waitForURL(/group=status/)

  // Keys move, a heading folds and says so, Space on it selects what is under it.
  await row('One').focus()
  await person.press('k')
  await person.isAt(heading(/^Draft/))
  await person.press('Space')
  await page.getByText('2 selected').waitFor()
  await person.press('Escape')
  await person.press('Enter')
  await heading(/^Draft, 2 folded away/).waitFor()
  expect(await row('One').count()).toBe(0)
  await page.reload()
  await heading(/^Draft, 2 below/).focus()

  // `s` moves the row to another group, and the focus goes with it.
  await person.press('j')
  await person.isAt(row('One'))
  await person.press('s')
  await person.isAt(page.getByRole('menuitem', { name: 'In review' }))
  await person.press('Enter')
  await person.sees(itemWith(page, 'One', 'In review'))
  await person.isAt(row('One'))

  // `x` and `a`: two at once.
  await person.press('x')
  await person.press('j')
  await person.isAt(row('Three'))
  await person.press('x')
  await page.getByText('2 selected').waitFor()
  await person.press('a')
  await page.getByRole('menu', { name: 'Assign 2 items to' }).waitFor()
  await person.type('Rosa')
  await person.isAt(page.getByRole('menuitemradio', { name: demoPeople.reviewer.name }))
  await person.press('Enter')
  for (const title of ['One', 'Three']) {
    await row(title).filter({ hasText: demoPeople.reviewer.name }).waitFor()
  }
  await person.isAt(row('Three'))
  await person.press('Escape')

  // `c` is for writing at once; letters that are typed there are letters.
  await person.press('c')
  await person.isAt(composer(page))
  await person.type('sax?')
  expect(await composer(page).inputValue()).toBe('sax?')
  await person.press('Escape')
  await person.isAt(row('Three'))

  // What is removed gives the focus to its neighbour, and comes back.
  await person.press('Delete')
  await row('Three').waitFor({ state: 'detached' })
  await person.isAt(row('One'))
  // However long the way there: it waits while one points at it.
  await page.getByRole('button', { name: 'Undo' }).first().hover()
  await person.tabTo(page.getByRole('button', { name: 'Undo' }))
  await person.press('Enter')
  await row('Three').waitFor()

  // All of them, and the switch for whoever they are in the way of.
  await person.isAt(row('One'))
  await person.press('?')
  const help = page.getByRole('dialog', { name: 'Keys' })
  await help.getByText('Set the status').waitFor()
  await help.getByRole('switch', { name: 'Single keys' }).press('Space')
  await person.press('Escape')
  await help.waitFor({ state: 'detached' })
  await person.isAt(row('One'))
  await person.press('x')
  await person.press('Space')
  await page.getByText('1 selected').waitFor()
})

it('finds everything by Ctrl-K, on a phone too', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Zebra crossing', ['Zebra one', 'Zebra two'])
  const page = await stage.enter('editor', `/projects/${project.id}`, {
    viewport: { width: 390, height: 844 },
  })
  await itemRow(page, 'Zebra one').waitFor()
  const dialog = page.getByRole('dialog', { name: 'Find' })
  const field = dialog.getByRole('combobox')
  const option = (name: RegExp) => dialog.getByRole('option', { name })

  // Lately opened ones come first, and are found while one writes elsewhere too.
  await page.getByRole('searchbox', { name: 'Search items' }).focus()
  await page.keyboard.press('ControlOrMeta+k')
  await option(/^Zebra crossing/).waitFor()
  await field.pressSequentially('zebra')
  await option(/^Zebra two/).waitFor()
  await expect.poll(() => dialog.getByRole('option').count()).toBe(3)
  const box = await dialog.boundingBox()
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true)

  // Words that nothing is called by, a server that does not answer, and the way back to where one was.
  await field.fill('zebra with wings')
  await dialog.getByRole('paragraph').filter({ hasText: 'Nothing is called “zebra with wings”.' }).waitFor()
  await page.route('**/api/v1/search**', (route) => route.fulfill({ status: 500, body: '' }))
  await field.fill('zebras')
  await dialog.getByRole('paragraph').filter({ hasNotText: 'Nothing' }).waitFor()
  await page.unroute('**/api/v1/search**')
  // Escape empties the field first.
  await field.fill('')
  await field.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect
    .poll(() => page.getByRole('searchbox').evaluate((element) => element === document.activeElement))
    .toBe(true)

  await page.keyboard.press('ControlOrMeta+k')
  await field.fill('Zebra two')
  await option(/^Zebra two/).waitFor()
  await field.press('Enter')
  await page.waitForURL(/\/content\/.+version=/)

  // A command, by the keys alone.
  await page.keyboard.press('ControlOrMeta+k')
  await field.fill('go to the inbox')
  await option(/^Go to the inbox/).waitFor()
  await field.press('Enter')
  await page.waitForURL(/\/inbox/)
})

it('keeps what is typed after Ctrl-K while its code is on the way', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Early words', ['Xylophone'])
  const page = await stage.enter('editor', `/projects/${project.id}`)
  const code = Promise.withResolvers<void>()
  await page.route(/\/assets\/(Palette|overlays)-/, async (route) => {
    await code.promise
    await route.continue()
  })
  await page.reload()
  const row = itemRow(page, 'Xylophone')
  await row.focus()
  await page.keyboard.press('ControlOrMeta+k')
  // Letters that are keys of a row too.
  await page.keyboard.type('xyl')
  code.resolve()
  const dialog = page.getByRole('dialog', { name: 'Find' })
  await dialog.getByRole('option', { name: /^Xylophone/ }).waitFor()
  await page.keyboard.type('ophone')
  await expect.poll(() => dialog.getByRole('combobox').inputValue()).toBe('xylophone')
  await dialog.getByRole('combobox').fill('')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => row.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  expect(await row.getAttribute('aria-selected')).not.toBe('true')
})
