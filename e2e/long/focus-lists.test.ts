/** Where the focus stands in the lists of content and projects after what had it is gone, and how keys walk them. */
import type { CreatedContent, Project } from '@copydesk/contract'
import type { Locator, Page } from 'playwright-core'
import { it } from 'vitest'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })

async function expectFocusIn(place: Locator): Promise<void> {
  await place.and(place.page().locator(':focus, :has(:focus)')).first().waitFor()
}

it('content: a filter that leaves nothing over, taken back, leaves the focus in the list', async () => {
  const page = await stage.enter('editor', '/content?q=nothing+like+it')
  await page.getByRole('button', { name: 'Show all content' }).press('Enter')
  await expectFocusIn(page.getByRole('grid', { name: 'Content' }))
})

it('content: a row that a filter lets go of, moved by somebody else, hands the focus to the next', async () => {
  const editor = await stage.server.signIn('editor')
  const made: CreatedContent[] = []
  for (const title of ['Tern one', 'Tern two', 'Tern three']) {
    made.push(await editor.post<CreatedContent>('/content', { type: 'page', language: 'en', title }))
  }
  const page = await stage.enter('editor', '/content?q=Tern&status=draft')
  await row(page, /Tern two/).focus()
  const { version } = made[1] ?? {}
  await editor.post(`/content/${version?.contentId}/versions/${version?.id}/status`, { status: 'in_review' })
  await row(page, /Tern two/).waitFor({ state: 'detached' })
  await expectFocusIn(row(page, /Tern one/))
})

it('content and projects: keys walk the rows, open one, and Back is at the same row', async () => {
  const editor = await stage.server.signIn('editor')
  for (const name of ['Puffin', 'Guillemot']) await editor.post<Project>('/projects', { name })
  const page = await stage.enter('editor', '/content')
  for (const path of ['Content', 'Projects']) {
    if (path === 'Projects') await page.goto(`${stage.server.url}/projects`)
    const grid = page.getByRole('grid', { name: path })
    await grid.getByRole('row').nth(1).focus()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('k')
    await expectFocusIn(grid.getByRole('row').nth(2))
    const name = await grid.getByRole('row').nth(2).getByRole('link').first().innerText()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/(content|projects)\/[0-9a-f-]{36}/)
    await expectFocusIn(page.getByRole('main'))
    await page.goBack()
    await expectFocusIn(grid.getByRole('row').filter({ hasText: name }))
    await grid.waitFor()
  }
})
