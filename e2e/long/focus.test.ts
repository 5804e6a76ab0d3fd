/**
 * Where the focus stands after an act that takes away what had it, one's own or somebody else's: on what took its
 * place, or next to it, never nowhere.
 */
import type { Comment, CreatedContent, ItemRows, Project, ProjectItem } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { comment, composer, itemRow, openComments } from '../src/project-page.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

interface Desk {
  api: ApiCaller
  project: Project
  items: ProjectItem[]
}

/** A project with an item for each title, in this order. */
async function buildDesk(...titles: string[]): Promise<Desk> {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Focus' })
  const items: ProjectItem[] = []
  for (const title of titles) {
    const { content } = await api.post<CreatedContent>('/content', { type: 'page', language: 'en', title })
    const added = await api.post<ItemRows>(`/projects/${project.id}/items`, {
      items: [{ contentId: content.id }],
    })
    items.push(...added.data)
  }
  return { api, project, items }
}

/** Waits until the focus is on the element or within it. */
async function expectFocusIn(place: Locator): Promise<void> {
  await place.and(place.page().locator(':focus, :has(:focus)')).first().waitFor()
}

async function goesOnByKeyboard(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement !== document.body)
}

describe('items', () => {
  it('the first one added leaves the list of what can be added open, and the focus in it', async () => {
    const { api, project } = await buildDesk()
    for (const title of ['Alpha page', 'Alpine page']) {
      await api.post('/content', { type: 'page', language: 'en', title })
    }
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await page.getByRole('main').getByRole('button', { name: 'Add content' }).last().click()
    const field = page.getByRole('combobox', { name: 'Search content to add' })
    await field.fill('Alp')
    await page.getByRole('option', { name: /Alpha page/ }).waitFor()
    await field.press('ArrowDown')
    await field.press('Enter')
    // Not by its role: the list lies over the page.
    await page.locator('[role=tab]', { hasText: /^Items 1$/ }).waitFor()
    await expectFocusIn(field)
    await page.keyboard.press('Escape')
    await itemRow(page, 'Alpine page').waitFor()
    await goesOnByKeyboard(page)
  })

  it('the list of what can be added: on what fits the words, also before the server has answered them', async () => {
    const { api, project } = await buildDesk()
    for (const title of ['Birch page', 'Bison page', 'Zebra page']) {
      await api.post('/content', { type: 'page', language: 'en', title })
    }
    const titles = async () =>
      (await api.get<ItemRows>(`/projects/${project.id}/items`)).data.map((item) => item.title).sort()
    const page = await stage.enter('editor', `/projects/${project.id}`)
    const held = Promise.withResolvers<void>()
    await page.route(/\/api\/v1\/content\?.*\bq=/, async (route) => {
      await held.promise
      await route.continue()
    })
    await page.getByRole('main').getByRole('button', { name: 'Add content' }).last().click()
    await page.getByRole('option', { name: /Zebra page/ }).waitFor()
    const field = page.getByRole('combobox', { name: 'Search content to add' })
    await field.pressSequentially('Birch')
    await field.press('Enter')
    await expect.poll(titles, { timeout: patienceMs }).toEqual(['Birch page'])

    await field.press('ControlOrMeta+a')
    await field.pressSequentially('Bi')
    await page.getByRole('option', { name: /Bison page/ }).waitFor()
    await Promise.all([page.waitForResponse(/[?&]q=Bi&|[?&]q=Bi$/), held.resolve()])
    await field.press('Enter')
    await expect.poll(titles, { timeout: patienceMs }).toEqual(['Birch page', 'Bison page'])
  })

  it('removed in the panel: the row that took its place', async () => {
    const { project, items } = await buildDesk('One', 'Two', 'Three')
    const page = await stage.enter('editor', `/projects/${project.id}?item=${items[1]?.id}`)
    await page
      .getByRole('region', { name: 'Two' })
      .getByRole('button', { name: 'Remove from project' })
      .click()
    await itemRow(page, 'Two').waitFor({ state: 'detached' })
    await expectFocusIn(itemRow(page, 'Three'))
  })

  it('closed in the panel that the address opened: its row', async () => {
    const { project, items } = await buildDesk('One', 'Two', 'Three')
    const page = await stage.enter('editor', `/projects/${project.id}?item=${items[2]?.id}`)
    await page.getByRole('region', { name: 'Three' }).getByRole('button', { name: 'Close' }).click()
    await expectFocusIn(itemRow(page, 'Three'))
  })

  it('removed together: the row that took their place, and the panel of one of them closes', async () => {
    const { project } = await buildDesk('One', 'Two', 'Three')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await itemRow(page, 'One').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Two' }).waitFor()
    await page.getByRole('group', { name: 'Selected items' }).getByRole('button', { name: 'Remove' }).click()
    await itemRow(page, 'Two').waitFor({ state: 'detached' })
    await expectFocusIn(itemRow(page, 'Three'))
    await page.getByText('This item is not in the project').waitFor({ state: 'detached' })
  })

  it('all removed together: what stands there instead', async () => {
    const { project } = await buildDesk('One', 'Two')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await itemRow(page, 'One').focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.getByRole('group', { name: 'Selected items' }).getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Nothing in this project yet').waitFor()
    await expectFocusIn(page.getByRole('tabpanel'))
  })

  it('the selection cleared: the row of before', async () => {
    const { project } = await buildDesk('One', 'Two')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await itemRow(page, 'Two').focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Clear the selection' }).click()
    await expectFocusIn(itemRow(page, 'Two'))
  })

  it('taken away by someone else: the next row, or what says so in the panel', async () => {
    const { api, project, items } = await buildDesk('One', 'Two', 'Three')
    const page = await stage.enter('reviewer', `/projects/${project.id}`)
    await itemRow(page, 'One').focus()
    await api.post(`/projects/${project.id}/items/remove`, { itemIds: [items[0]?.id] })
    await expectFocusIn(itemRow(page, 'Two'))
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Two' }).getByRole('button', { name: 'Close' }).focus()
    await api.post(`/projects/${project.id}/items/remove`, { itemIds: [items[1]?.id] })
    await page.getByText('This item is not in the project').waitFor()
    await expectFocusIn(page.getByRole('region', { name: 'Item', exact: true }))
    await page.keyboard.press('Enter')
    await expectFocusIn(itemRow(page, 'Three'))
  })

  it('a filter that leaves nothing over, taken back: the list', async () => {
    const { project } = await buildDesk('One', 'Two')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await page.getByRole('searchbox', { name: 'Search items' }).fill('nothing like it')
    await page.getByRole('button', { name: 'Show all 2 items' }).press('Enter')
    await expectFocusIn(page.getByRole('grid', { name: 'Items' }))
  })
})

it('signed in: the beginning of what is there now, past the link that leads to it', async () => {
  const page = await stage.enter('editor', '/projects')
  await page.getByRole('grid', { name: 'Projects' }).waitFor()
  await expectFocusIn(page.getByRole('main'))
})

describe('publishing', () => {
  it('the notice dismissed: the button that publishes', async () => {
    const { project } = await buildDesk('One')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Publish all' }).click()
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter')
    await expectFocusIn(page.getByRole('button', { name: 'Publish', exact: true }))
  })
})

describe('comments', () => {
  async function openThread() {
    const { api, project } = await buildDesk('One')
    const opening = await api.post<Comment>(`/projects/${project.id}/comments`, { body: 'An opening' })
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await openComments(page)
    return { api, project, page, opening, own: comment(page, demoPeople.editor.name, 'An opening') }
  }

  it('an answer sent: where the next one is written', async () => {
    const { page, own } = await openThread()
    await own.waitFor()
    await page.getByRole('button', { name: 'Reply' }).press('Enter')
    const answer = page.getByRole('textbox', { name: 'Write an answer' })
    await answer.pressSequentially('So it is')
    await answer.press('ControlOrMeta+Enter')
    await comment(page, demoPeople.editor.name, 'So it is').waitFor()
    await expectFocusIn(page.getByRole('button', { name: 'Reply' }))
  })

  it('one deleted: the trace of it; brought back: the comment or what is around it', async () => {
    const { page, own } = await openThread()
    await own.getByRole('button', { name: 'More about this comment' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).press('Enter')
    await expectFocusIn(page.locator('[data-comment-id]', { hasText: 'comment was deleted' }))
    await page.keyboard.press('ControlOrMeta+z')
    await own.waitFor()
    await expectFocusIn(own)
  })

  it('an edit given up: the comment', async () => {
    const { page, own } = await openThread()
    await own.getByRole('button', { name: 'More about this comment' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Edit' }).press('Enter')
    await expectFocusIn(page.getByRole('textbox', { name: 'Edit the comment' }))
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Edit the comment' }).waitFor({ state: 'detached' })
    await expectFocusIn(own)
  })

  it('the project deleted by someone else: what says so', async () => {
    const { api, project, page } = await openThread()
    await composer(page).focus()
    await api.send('DELETE', `/projects/${project.id}`)
    await expectFocusIn(page.getByRole('main'))
  })
})
