/**
 * Writing a text: by keyboard alone, undisturbed by what others save meanwhile, with comments beside it, and with the
 * way back to an older version.
 */
import type { CommentsState, ContentState, ItemRows, Project, Version } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { comment, composer, writeComment } from '../src/project-page.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { buildText, field, saved, writeText, writtenText } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is written, marked, searched and taken back by keyboard alone, in lines of at most 70 characters', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'By keyboard', '')
  const page = await stage.enter('editor', text.address)
  const complaints = watchComplaints(page)
  await field(page).waitFor()
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
  await expect.poll(() => writtenText(page), { timeout: patienceMs }).not.toContain('quiet')
  await page.keyboard.press('ControlOrMeta+y')
  await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('- **loud**\n- quiet')

  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('loud')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.type('proud')
  await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('- **proud**\n- quiet')

  await writeText(page, 'one two three '.repeat(40))
  const longest = await field(page).evaluate(async (element) => {
    // Another font has other lines.
    await document.fonts.ready
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
  // At once: what is typed slowly is more than one step to undo.
  await page.keyboard.insertText(' Mine.')
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

it('is discussed and rejected beside the text, live in the other window, and the focus comes back', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Discussed', 'One.')
  const project = await api.post<Project>('/projects', { name: 'Discussion' })
  const items = [{ contentId: text.version.contentId, versionId: text.version.id }]
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, { items })
  const [mine, hers] = [
    await stage.enter('editor', text.address),
    await stage.enter('reviewer', text.address),
  ] as const
  for (const page of [mine, hers]) await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await writeComment(hers, 'Is this all?')
  await comment(mine, demoPeople.reviewer.name, 'Is this all?').waitFor()
  await mine.getByRole('list', { name: 'Here now' }).waitFor()
  await writeComment(mine, 'For now.')
  await comment(hers, demoPeople.editor.name, 'For now.').waitFor()
  await composer(mine).press('Escape')
  const toggle = mine.getByRole('button', { name: '2 comments' })
  await expect
    .poll(() => toggle.evaluate((element) => element === document.activeElement), { timeout: patienceMs })
    .toBe(true)
  expect(await composer(mine).count()).toBe(0)
  const { total } = await api.get<CommentsState>(`/projects/${project.id}/comments`)
  expect(total).toBe(2)
  const move = (change: object) => api.patch(`/projects/${project.id}/items/${data[0]?.id}`, change)
  await move({ status: 'in_review' })
  await move({ status: 'rejected', reason: 'The price is missing.' })
  const rejected = mine.getByRole('status', { name: 'Rejected' })
  await rejected.getByText('The price is missing.').waitFor()
  // In no project any more, it is still rejected, and what was said of it can be answered.
  await api.send('DELETE', `/projects/${project.id}/items/${data[0]?.id}`)
  const earlier = (page: Page) => page.getByRole('region', { name: 'Earlier, in Discussion' })
  await earlier(hers).getByText('Is this all?').waitFor()
  await toggle.click()
  await earlier(mine).getByRole('button', { name: 'Reply' }).first().click()
  const answer = mine.getByRole('textbox', { name: 'Write an answer' })
  await answer.fill('Not yet.')
  await answer.press('ControlOrMeta+Enter')
  await comment(hers, demoPeople.editor.name, 'Not yet.').waitFor()
  await rejected.getByText('The price is missing.').waitFor()
  await api.post(`${text.path}/status`, { status: 'in_review' })
  await rejected.waitFor({ state: 'detached' })
})

it('is compared with an older version, which comes back as a new draft', async () => {
  const api = await stage.server.signIn('editor')
  const text = await buildText(api, 'Compared', 'The first line.\n\nThe same.')
  const next = await api.post<Version>(`/content/${text.version.contentId}/versions`, { language: 'en' })
  const change = { title: 'Compared again', body: 'The second line.\n\nThe same.' }
  await api.patch(`/content/${next.contentId}/versions/${next.id}`, change, {
    'if-match': `"${next.revision}"`,
  })
  const page = await stage.enter('editor', `/content/${next.contentId}?version=${next.id}`)
  const complaints = watchComplaints(page)
  await page.getByRole('button', { name: /^Version 2/ }).click()
  await page.getByRole('button', { name: 'Compare and restore…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare versions' })
  await dialog.getByRole('textbox', { name: 'Version 1' }).getByText('first', { exact: true }).waitFor()
  await dialog.getByRole('textbox', { name: 'Version 2' }).getByText('second', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Start a new draft with version 1' }).click()
  await page.getByRole('button', { name: /^Version 3/ }).waitFor()
  await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('The first line.\n\nThe same.')
  const { versions } = await api.get<ContentState>(`/content/${next.contentId}`)
  expect(versions.map(({ number, title }) => [number, title])).toEqual([
    [3, 'Compared'],
    [2, 'Compared again'],
    [1, 'Compared'],
  ])
  expect(complaints).toEqual([])
})
