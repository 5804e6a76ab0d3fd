/** Threads on a passage: begun at the words, marked for everybody, lost with them and found with them. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { patienceMs } from '../src/stage.ts'
import { buildText, field } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const body = 'Our prices.\n\nTen euros an apple, no more.'

const drawerOf = (page: Page) => page.getByRole('complementary', { name: 'Beside the text' })
const markOf = (page: Page) => field(page).locator('mark[data-thread]')

/** Puts the caret before the second paragraph. */
async function goToParagraph(page: Page) {
  await field(page).press('ControlOrMeta+Home')
  await field(page).press('ArrowDown')
  await field(page).press('ArrowDown')
  await field(page).press('Home')
}

it('are begun at the words, follow them, are lost with them and found again', async () => {
  const { address } = await buildText(await stage.server.signIn('editor'), 'Prices', body)
  const editor = await stage.enter('editor', address)
  const other = await stage.enter('admin', address)
  await field(other).waitFor()

  await goToParagraph(editor)
  for (const _ of 'Ten euros') await field(editor).press('Shift+ArrowRight')
  await field(editor).press('ControlOrMeta+Alt+m')
  const words = drawerOf(editor).getByRole('textbox', { name: 'Write about this passage' })
  await expect.poll(() => words.evaluate((one) => one === document.activeElement)).toBe(true)
  await words.pressSequentially('Still so?')
  await words.press('ControlOrMeta+Enter')
  await drawerOf(editor).getByRole('article').filter({ hasText: 'Still so?' }).waitFor()

  await markOf(other)
    .filter({ hasText: /^Ten euros$/ })
    .waitFor()
  await markOf(other).click()
  const beside = drawerOf(other)
  await beside.getByRole('article').filter({ hasText: 'Still so?' }).waitFor()
  await other.waitForFunction(() => document.activeElement?.textContent?.includes('Still so?') === true)
  await beside.getByRole('button', { name: 'Ten euros' }).click()
  await expect.poll(() => other.evaluate(() => String(getSelection()))).toBe('Ten euros')

  await goToParagraph(editor)
  await field(editor).pressSequentially('From May: ')
  await field(other).locator('.cm-line').filter({ hasText: 'From May: Ten euros an apple' }).waitFor()
  for (const page of [editor, other])
    await markOf(page)
      .filter({ hasText: /^Ten euros$/ })
      .waitFor()

  // At once: what is deleted slowly, letter by letter, is more than one step to undo.
  for (const _ of 'Ten euros') await field(editor).press('Shift+ArrowRight')
  await field(editor).press('Delete')
  for (const page of [editor, other]) {
    await drawerOf(page).getByText('No longer in the text').waitFor({ timeout: patienceMs })
    await markOf(page).waitFor({ state: 'detached' })
  }
  await field(editor).press('ControlOrMeta+z')
  for (const page of [editor, other]) {
    await markOf(page)
      .filter({ hasText: /^Ten euros$/ })
      .waitFor()
    await drawerOf(page).getByText('No longer in the text').waitFor({ state: 'detached' })
  }
})
