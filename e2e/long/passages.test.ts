/** Passages where a text is only read: marked, gone to, commented on; and drafts about passages that were left. */
import type { Comment, ItemRows, Project, Version } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { buildText, field } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const body =
  '# Our prices\n\nTen *euros* an apple, **no more**.\n\n- Pears: [ask](https://example.com/)\n- Plums'

const drawerOf = (page: Page) => page.getByRole('complementary', { name: 'Beside the text' })

/** What is marked in a text that is read, in its order. */
const markedIn = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get('passage') ?? [])].map((range) => String(range)))

/** Selects words within one element of the text that is read. */
const select = (page: Page, words: string) =>
  page.getByRole('region', { name: 'Text', exact: true }).evaluate((element, sought) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(sought) ?? -1
      if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + sought.length)
    }
  }, words)

it('are marked and commented on where a text is read', async () => {
  const api = await stage.server.signIn('editor')
  const { address, version } = await buildText(api, 'Prices', body)
  const comment = (exact: string) =>
    api.post<Comment>(`/content/${version.contentId}/comments`, {
      body: `About ${exact}`,
      language: 'en',
      passage: { exact, versionId: version.id, textRevision: version.textRevision },
    })
  await comment('Ten *euros* an apple')
  await comment('Pears: [ask]')

  const reader = await stage.enter('reviewer', address)
  await expect.poll(() => markedIn(reader)).toEqual(['Pears: ask', 'Ten euros an apple'])
  await select(reader, 'Plums')
  await reader.keyboard.press('ControlOrMeta+Alt+m')
  const words = drawerOf(reader).getByRole('textbox', { name: 'Write about this passage' })
  await words.fill('How much?')
  await words.press('ControlOrMeta+Enter')
  await expect.poll(() => markedIn(reader)).toContain('Plums')
  const box = await reader.evaluate(() => {
    const range = [...(CSS.highlights.get('passage') ?? [])].find((one) => String(one) === 'Pears: ask')
    return range instanceof Range ? range.getBoundingClientRect().toJSON() : null
  })
  await reader.mouse.click(box.x + 8, box.y + box.height / 2)
  await reader.waitForFunction(() => document.activeElement?.textContent?.includes('About Pears') === true)

  const editor = await stage.enter('editor', address)
  await field(editor).locator('mark[data-thread]').filter({ hasText: 'Plums' }).waitFor()
  await expect.poll(() => markedIn(editor)).toEqual(['Plums', 'Pears: ask', 'Ten euros an apple'])
})

it('keep what was written about them over a reload', async () => {
  const { address } = await buildText(await stage.server.signIn('editor'), 'Left', 'One two three.')
  const editor = await stage.enter('editor', address)
  await field(editor).press('ControlOrMeta+Home')
  for (const _ of 'One') await field(editor).press('Shift+ArrowRight')
  await field(editor).press('ControlOrMeta+Alt+m')
  const words = drawerOf(editor).getByRole('textbox', { name: 'Write about this passage' })
  await words.fill('Which one?')
  await editor.reload()
  await editor.getByRole('button', { name: 'Comments', exact: true }).click()
  await expect.poll(() => words.inputValue()).toBe('Which one?')
  await words.press('ControlOrMeta+Enter')
  await field(editor).locator('mark[data-thread]').filter({ hasText: /^One$/ }).waitFor()
  await drawerOf(editor).getByRole('article').filter({ hasText: 'Which one?' }).waitFor()
})

it('are found in a new draft of the text', async () => {
  const api = await stage.server.signIn('admin')
  const { address, version, path } = await buildText(api, 'Old', 'One two three.\n\nSo Four five, and six.')
  await api.post<Comment>(`/content/${version.contentId}/comments`, {
    body: 'Four?',
    language: 'en',
    passage: { exact: 'Four five', versionId: version.id, textRevision: version.textRevision },
  })
  for (const status of ['in_review', 'ready']) await api.post(`${path}/status`, { status })
  await api.post(`${path}/publish`, {})
  const draft = await api.post<Version>(`/content/${version.contentId}/versions`, {
    language: 'en',
    fromVersionId: version.id,
  })
  await api.patch(
    `/content/${version.contentId}/versions/${draft.id}`,
    { body: 'Zero one.\n\nSo Four or five, and six.' },
    { 'if-match': '*' },
  )
  const page = await stage.enter('admin', address)
  await expect.poll(() => markedIn(page)).toEqual(['Four five'])
  await page.goto(new URL(`/content/${version.contentId}?version=${draft.id}`, stage.server.url).href)
  await field(page)
    .locator('mark[data-thread]')
    .filter({ hasText: /^Four or five$/ })
    .waitFor()
})

it('leave what was written about them where they are gone, to be said of the whole text', async () => {
  const api = await stage.server.signIn('editor')
  const { address, edit } = await buildText(api, 'Gone', 'One two three.')
  const page = await stage.enter('editor', address)
  await field(page).press('ControlOrMeta+Home')
  for (const _ of 'One two') await field(page).press('Shift+ArrowRight')
  await field(page).press('ControlOrMeta+Alt+m')
  const words = drawerOf(page).getByRole('textbox', { name: 'Write about this passage' })
  await words.fill('Not one?')
  await edit(api, 'Nothing of the kind is here.')
  await field(page).locator('.cm-line').filter({ hasText: 'Nothing of the kind' }).waitFor()
  await words.press('ControlOrMeta+Enter')
  await drawerOf(page).getByText('The text does not hold this passage any more').waitFor()
  await drawerOf(page).getByRole('button', { name: 'Comment on the whole text' }).click()
  await drawerOf(page).getByRole('article').filter({ hasText: 'Not one?' }).waitFor()
  await words.waitFor({ state: 'detached' })
})

it('are begun on a phone, in the text of an item, and read in its project', async () => {
  const api = await stage.server.signIn('editor')
  const { address, version } = await buildText(api, 'Menu', 'Soup of the day.')
  const project = await api.post<Project>('/projects', { name: 'Lunch' })
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, {
    items: [{ contentId: version.contentId }],
  })
  const phone = await stage.enter('editor', address, { viewport: { width: 390, height: 780 } })
  await field(phone).press('ControlOrMeta+Home')
  for (const _ of 'Soup') await field(phone).press('Shift+ArrowRight')
  await phone.getByRole('button', { name: 'Comment on the selection' }).click()
  const words = drawerOf(phone).getByRole('textbox', { name: 'Write about this passage' })
  await words.fill('Again?')
  await drawerOf(phone)
    .getByRole('button', { name: /^Comment/ })
    .first()
    .click()
  await drawerOf(phone).getByRole('article').filter({ hasText: 'Again?' }).waitFor()
  await drawerOf(phone).getByRole('button', { name: 'Soup' }).click()
  await drawerOf(phone).waitFor({ state: 'detached' })
  await expect.poll(() => phone.evaluate(() => String(getSelection()))).toBe('Soup')

  const reviewer = await stage.enter('reviewer', `/projects/${project.id}?item=${data[0]?.id}`)
  const quote = reviewer.getByRole('blockquote').getByRole('link', { name: 'Soup' })
  await quote.click()
  await expect.poll(() => markedIn(reviewer)).toEqual(['Soup'])
})
