/** Writing a text: by keyboard alone, and undisturbed by what others save meanwhile. */
import { expect, it } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { patienceMs } from '../src/stage.ts'
import { buildText, field, saved, writeText, writtenText } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is written, marked, searched and taken back by keyboard alone, in lines of at most 70 characters', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'By keyboard', '')
  const page = await stage.enter('editor', text.address)
  const complaints = watchComplaints(page)
  await page.getByRole('textbox', { name: 'Title' }).press('Tab')
  expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type('- loud')
  await page.keyboard.press('Shift+ControlOrMeta+ArrowLeft')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.press('End')
  // A list goes on by itself.
  await page.keyboard.press('Enter')
  await page.keyboard.type('quiet')
  await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('- **loud**\n- quiet')
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => writtenText(page)).toBe('- **loud**\n- ')

  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('loud')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.type('proud')
  await expect.poll(() => writtenText(page)).toBe('- **proud**\n- ')

  await writeText(page, 'one two three '.repeat(40))
  const longest = await field(page).evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const lines = new Map<number, number>()
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (let at = 0; at < (node.nodeValue ?? '').length; at += 1) {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const { top } = range.getBoundingClientRect()
        lines.set(top, (lines.get(top) ?? 0) + 1)
      }
    }
    return Math.max(...lines.values())
  })
  expect(longest).toBeLessThanOrEqual(70)

  await field(page).press('Tab')
  expect(await field(page).evaluate((element) => element.contains(document.activeElement))).toBe(false)
  expect(complaints).toEqual([])
})

it('leaves caret, selection and undo to whoever writes when somebody else saves', async () => {
  const api = await stage.server.signIn('editor')
  const other = await stage.server.signIn('admin')
  const text = await buildText(api, 'Undisturbed', 'One.\n\nTwo.\n\nThree.')
  const page = await stage.enter('editor', text.address)
  await field(page).getByText('Two.').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Mine.')
  await saved(page).waitFor()
  await page.keyboard.press('Shift+Home')
  await text.edit(other, 'Zero.\n\nOne, by her.\n\nTwo. Mine.\n\nThree, by her.')
  await expect
    .poll(() => writtenText(page), { timeout: patienceMs })
    .toBe('Zero.\n\nOne, by her.\n\nTwo. Mine.\n\nThree, by her.')
  expect(await page.evaluate(() => String(getSelection()))).toBe('Two. Mine.')
  await page.keyboard.press('ControlOrMeta+z')
  await expect
    .poll(text.bodyNow, { timeout: patienceMs })
    .toBe('Zero.\n\nOne, by her.\n\nTwo.\n\nThree, by her.')
})
