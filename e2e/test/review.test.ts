/** Rejecting with a sentence, seen where it matters; undoing what was marked as read together. */
import type { CreatedContent, ItemRows, Person, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { itemRow, itemWith, moveItem } from '../src/project-page.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

async function buildProject(titles: string[]) {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Review' })
  const itemIds: string[] = []
  for (const title of titles) {
    const { content } = await api.post<CreatedContent>('/content', { type: 'page', language: 'en', title })
    const items = [{ contentId: content.id }]
    const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, { items })
    itemIds.push(...data.map((item) => item.id))
  }
  await api.send('PATCH', `/projects/${project.id}/items`, { itemIds, status: 'in_review' })
  return { api, project, itemIds }
}

it('a rejection asks for a sentence, shows it at the item and at the blocker, and ends in one step', async () => {
  const { project, itemIds } = await buildProject(['Prices'])
  const reviewer = await stage.enter('reviewer', `/projects/${project.id}`)
  await moveItem(reviewer, 'Prices', 'Reject…')
  const form = reviewer.getByRole('dialog', { name: 'Reject “Prices”' })
  await form.getByRole('button', { name: 'Reject' }).click()
  await form.getByText('Say in a sentence what is to be changed.').waitFor()
  await form.getByRole('textbox').fill('These are last year’s prices.')
  await form.getByRole('textbox').press('ControlOrMeta+Enter')
  await itemWith(reviewer, 'Prices', 'Rejected').waitFor()
  await reviewer.waitForFunction(() => document.activeElement !== document.body)

  const editor = await stage.enter('editor', `/projects/${project.id}?item=${itemIds[0]}`)
  const panel = editor.getByRole('region', { name: 'Prices' })
  await panel.getByText('These are last year’s prices.').waitFor()
  await panel.getByText(demoPeople.reviewer.name).first().waitFor()
  await editor.keyboard.press('Escape')
  await editor.getByRole('button', { name: 'Publish', exact: true }).click()
  await editor.getByRole('menuitem', { name: 'Publish all' }).click()
  await editor.getByRole('alert', { name: 'Publishing' }).getByText('These are last year’s prices.').waitFor()

  await moveItem(editor, 'Prices', 'Back to review')
  await itemWith(editor, 'Prices', 'In review').waitFor()
})

it('several items are rejected with one sentence', async () => {
  const { project } = await buildProject(['One', 'Two'])
  const page = await stage.enter('reviewer', `/projects/${project.id}`)
  await itemRow(page, 'One').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('group', { name: 'Selected items' }).getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Reject…' }).click()
  const form = page.getByRole('dialog', { name: 'Reject 2 items' })
  await form.getByRole('textbox').fill('Both need a picture.')
  await form.getByRole('button', { name: 'Reject' }).click()
  // The focus comes back from the dialog first.
  await itemWith(page, 'Two', 'Rejected').waitFor()
  await form.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement !== document.body)
  await itemRow(page, 'Two').press('Enter')
  await page.getByRole('region', { name: 'Two' }).getByText('Both need a picture.').waitFor()
})

it('the sentence is kept until the items are rejected with it: closed, loaded again, refused', async () => {
  const { project } = await buildProject(['Prices'])
  const page = await stage.enter('reviewer', `/projects/${project.id}`)
  const words = page.getByRole('dialog', { name: 'Reject “Prices”' }).getByRole('textbox')
  const expectWordsAgain = async () => {
    await moveItem(page, 'Prices', 'Reject…')
    await expect.poll(() => words.inputValue(), { timeout: patienceMs }).toBe('Last year’s prices.')
  }
  await moveItem(page, 'Prices', 'Reject…')
  await words.pressSequentially('Last year’s prices.')
  await page.keyboard.press('Escape')
  await words.waitFor({ state: 'detached' })
  await expectWordsAgain()
  await page.reload()
  await page.getByRole('button', { name: '1 draft', exact: true }).waitFor()
  await expectWordsAgain()

  const moves = `**/api/v1/projects/${project.id}/items`
  await page.route(moves, (route) => route.abort())
  await words.press('ControlOrMeta+Enter')
  await page.getByText('The change was not saved.').waitFor()
  await page.unroute(moves)
  await expectWordsAgain()
  await words.press('ControlOrMeta+Enter')
  await itemWith(page, 'Prices', 'Rejected').waitFor()
  await page.getByRole('button', { name: '1 draft', exact: true }).waitFor({ state: 'detached' })
})

it('the sentence about several items is kept for these', async () => {
  const { api, project, itemIds } = await buildProject(['One', 'Two', 'Three'])
  const page = await stage.enter('reviewer', `/projects/${project.id}`)
  const reject = async () => {
    await page.getByRole('group', { name: 'Selected items' }).getByRole('button', { name: 'Status' }).click()
    await page.getByRole('menuitem', { name: 'Reject…' }).click()
  }
  const form = page.getByRole('dialog', { name: /^Reject/ })
  await itemRow(page, 'One').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await reject()
  await form.getByRole('textbox').fill('They need a picture.')
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await reject()
  await api.send('PATCH', `/projects/${project.id}/items/${itemIds[2]}`, { status: 'draft' })
  await page.getByRole('dialog', { name: 'Reject 2 items' }).waitFor()
  await expect.poll(() => form.getByRole('textbox').inputValue()).toBe('They need a picture.')
  await form.getByRole('button', { name: 'Reject' }).click()
  await itemWith(page, 'Two', 'Rejected').waitFor()
  await page.getByRole('button', { name: '1 draft', exact: true }).waitFor({ state: 'detached' })
})

it('what was marked as read together is unread again with Undo', async () => {
  const { api, project } = await buildProject([])
  const reviewer = await stage.server.signIn('reviewer')
  const rosa = await reviewer.get<Person>('/me')
  for (const word of ['first', 'second']) {
    await api.post(`/projects/${project.id}/comments`, { body: `@[${rosa.name}](person:${rosa.id}) ${word}` })
  }
  const page = await stage.enter('reviewer', '/inbox?filter=unread')
  for (const word of [/first/, /second/]) await page.getByRole('link', { name: word }).waitFor()
  await page.getByRole('button', { name: 'Mark all read' }).click()
  await page.getByText('All read', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: /first/ }).waitFor()
  await page.getByRole('link', { name: /second/ }).waitFor()
})
