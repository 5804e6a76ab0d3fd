/** The editor where editors fail: input methods, other directions of writing, very long texts and lines, pastes. */
import { expect, it } from 'vitest'
import { patienceMs } from '../src/stage.ts'
import { buildText, field, saved, writeText, writtenText } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('lets an input method finish its word while somebody else saves another paragraph', async () => {
  const api = await stage.server.signIn('editor')
  const other = await stage.server.signIn('admin')
  const text = await buildText(api, 'Composed', 'One.\n\nTwo.')
  const page = await stage.enter('editor', text.address)
  const cdp = await page.context().newCDPSession(page)
  await field(page).getByText('Two.').click()
  await page.keyboard.press('End')
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
  await text.edit(other, 'One, by her.\n\nTwo.')
  await field(page).getByText('One, by her.').waitFor()
  await cdp.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
  await cdp.send('Input.insertText', { text: '日本' })
  await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('One, by her.\n\nTwo.日本')
})

it('lets each line run in its own direction', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Directions', 'שלום עולם\n\nHello')
  const page = await stage.enter('editor', text.address)
  await field(page).waitFor()
  const directions = await field(page).evaluate((element) =>
    [...element.querySelectorAll('.cm-line')].map((line) => getComputedStyle(line).direction),
  )
  expect([directions[0], directions[2]]).toEqual(['rtl', 'ltr'])
})

it.each([
  ['of a hundred thousand lines', 'abc\n'.repeat(100_000)],
  ['in one line of four hundred thousand characters', 'abcdefgh'.repeat(50_000)],
])('is written in a text %s, of which it draws what is seen', async (_, body) => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Long', body)
  const page = await stage.enter('editor', text.address)
  await field(page).press('ControlOrMeta+Home')
  await page.keyboard.type('Here. ')
  await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe(`Here. ${body}`)
  const drawn = await field(page).evaluate((element) => element.textContent?.length ?? 0)
  expect(drawn).toBeLessThan(50_000)
})

it('takes what is pasted as text, line by line, whatever system it comes from', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Pasted', '')
  const page = await stage.enter('editor', text.address)
  await field(page).waitFor()
  await writeText(page, '<b>one</b>\r\n\r\n\ttwo\r\u00a0three 👩‍👩‍👧')
  await saved(page).waitFor()
  const pasted = '<b>one</b>\n\n\ttwo\n\u00a0three 👩‍👩‍👧'
  await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe(pasted)
  expect(await writtenText(page)).toBe(pasted)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('')
})

it('says how long a text may be, and keeps what is too long until it is shorter', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Too long', 'One')
  const page = await stage.enter('editor', text.address)
  await field(page).press('ControlOrMeta+End')
  await page.keyboard.insertText('x'.repeat(500_000))
  await page.getByRole('status').getByText('The text must have at most 500000 characters').waitFor()
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Backspace')
  await saved(page).waitFor()
  await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe(`One${'x'.repeat(499_997)}`)
})

it('shows where the focus is in forced colours, and is left by Tab', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Forced', 'One.')
  const page = await stage.enter('editor', text.address, { forcedColors: 'active' })
  const writing = page.getByRole('textbox', { name: 'Title' }).locator('..')
  await page.getByRole('textbox', { name: 'Title' }).waitFor()
  const border = () => writing.evaluate((element) => getComputedStyle(element).borderInlineStartWidth)
  expect(await border()).toBe('0px')
  await field(page).press('End')
  expect(await border()).toBe('2px')
  await page.keyboard.press('Tab')
  expect(await border()).toBe('0px')
})
