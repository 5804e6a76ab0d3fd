/** What someone else just changed is marked where it stands, with who did what; one's own act takes the mark away. */
import type { CreatedContent, ItemRows, Project } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { itemRow, publish } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const rosa = demoPeople.reviewer.name

async function setUp() {
  const editor = await stage.server.signIn('editor')
  const reviewer = await stage.server.signIn('reviewer')
  const project = await editor.post<Project>('/projects', { name: 'Marks' })
  const title = 'A title that is as long as the column allows and not a character shorter'
  const { content } = await editor.post<CreatedContent>('/content', { type: 'page', language: 'en', title })
  const added = await editor.post<ItemRows>(`/projects/${project.id}/items`, {
    items: [{ contentId: content.id }],
  })
  const itemId = added.data[0]?.id ?? ''
  await editor.send('PATCH', `/projects/${project.id}/items/${itemId}`, { status: 'in_review' })
  const page = await stage.enter('editor', `/projects/${project.id}`)
  await liveStatus(page, 'Live').waitFor()
  const row = itemRow(page, title)
  await row.waitFor()
  const move = (status: string) =>
    reviewer.send('PATCH', `/projects/${project.id}/items/${itemId}`, { status })
  return { editor, reviewer, project, itemId, page, row, move }
}

/** Whether the text of the first cell is cut. */
function isTitleCut(page: Page): Promise<boolean> {
  return page
    .getByRole('rowheader')
    .first()
    .evaluate((cell) =>
      [...cell.querySelectorAll('span')].some((part) => part.scrollWidth > part.clientWidth),
    )
}

it('an item: at the cell, and the title keeps its room', async () => {
  const { page, row, move, reviewer, project, itemId } = await setUp()
  const wasCut = await isTitleCut(page)
  await move('ready')
  await row.getByRole('gridcell').filter({ hasText: 'Ready' }).getByText(`${rosa} moved it`).waitFor()
  expect(await isTitleCut(page)).toBe(wasCut)
  await reviewer.post(`/projects/${project.id}/comments`, { body: 'Look', itemId })
  await row.getByText(rosa).waitFor()
  await row.getByText(rosa).waitFor({ state: 'detached' })
  await reviewer.post(`/projects/${project.id}/comments`, { body: 'Look again', itemId })
  await row.getByRole('gridcell').filter({ hasText: '2' }).getByText(`${rosa} commented`).waitFor()
})

it("one's own act takes the mark of somebody else away", async () => {
  const { page, row, move } = await setUp()
  await move('ready')
  await row.getByText(rosa).waitFor()
  await publish(page, 'Publish the ready ones')
  await row.filter({ hasText: 'Published' }).waitFor()
  expect(await row.getByText(rosa).count()).toBe(0)
})

it('a project: its name and its description', async () => {
  const { page, project } = await setUp()
  const admin = await stage.server.signIn('admin')
  const change = async (what: object) => {
    const { revision } = await admin.get<Project>(`/projects/${project.id}`)
    await admin.send('PATCH', `/projects/${project.id}`, what, { 'if-match': `"${revision}"` })
  }
  await change({ name: 'Marked' })
  await page.getByText(`${demoPeople.admin.name} renamed it`).waitFor()
  await change({ description: 'What it is for' })
  await page.getByText(`${demoPeople.admin.name} described it`).waitFor()
  await page.getByRole('heading', { level: 1, name: 'Marked', exact: true }).waitFor()
})
