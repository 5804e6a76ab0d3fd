/** Taking content down, what went live in between, and the history of releases. */
import type {
  ContentState,
  CreatedContent,
  ItemRows,
  Project,
  ProjectItem,
  Version,
} from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { itemWith, moveItem } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
type Api = Awaited<ReturnType<typeof stage.server.signIn>>

async function add(api: Api, project: Project, item: object): Promise<ProjectItem> {
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, { items: [item] })
  return data[0] as ProjectItem
}

async function makeReady(api: Api, { id, projectId }: ProjectItem): Promise<void> {
  for (const status of ['in_review', 'ready']) {
    await api.send('PATCH', `/projects/${projectId}/items`, { itemIds: [id], status })
  }
}

async function write(api: Api, { contentId, versionId }: ProjectItem, body: string): Promise<void> {
  const url = `/content/${contentId}/versions/${versionId}`
  await api.send('PATCH', url, { body }, { 'if-match': '*' })
}

/** Version 1 of a page is live, published by Spring. */
async function setUp(title: string) {
  const api = await stage.server.signIn('editor')
  const body = 'One.\n\nTwo.\n\nThree.'
  const { content } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title,
    body,
  })
  const project = (name: string) => api.post<Project>('/projects', { name })
  const publish = ({ id }: Project) => api.post(`/projects/${id}/publish`, { mode: 'all' })
  const spring = await project('Spring')
  await makeReady(api, await add(api, spring, { contentId: content.id }))
  await publish(spring)
  return { api, content, project, publish, spring }
}

async function choosePublish(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('menuitem', { name }).click()
}

it('what is live is taken down by a project, with a note, and its history says so', async () => {
  const { api, content, project } = await setUp('Summer offer')
  const autumn = await project('Autumn')
  const page = await stage.enter('editor', `/content/${content.id}`)
  await page.getByRole('button', { name: 'Take down' }).click()
  await page.getByRole('option', { name: 'Autumn', exact: true }).click()
  await page.getByRole('button', { name: 'Show' }).click()
  const panel = page.getByRole('region', { name: 'Summer offer' })
  await panel.getByText('Will be taken down').waitFor()
  await page.keyboard.press('Escape')
  await moveItem(page, 'Summer offer', 'In review')
  await itemWith(page, 'Summer offer', 'In review').waitFor()
  await moveItem(page, 'Summer offer', 'Ready to take down')
  await itemWith(page, 'Summer offer', 'Ready').waitFor()

  const other = await stage.enter('reviewer', `/projects/${autumn.id}?tab=releases`)
  await other.getByText('Nothing was published yet').waitFor()
  await choosePublish(page, 'Review and publish…')
  const dialog = page.getByRole('dialog', { name: 'Publish' })
  await dialog.getByText('1 item will be taken down.').waitFor()
  await dialog.getByRole('textbox').fill('The offer has ended')
  await dialog.getByRole('button', { name: 'Publish all' }).click()
  await page.getByRole('status', { name: 'Publishing' }).getByText('1 item is taken down').waitFor()

  const release = other.getByRole('button', { name: '1 taken down' })
  await release.waitFor()
  await other.getByText('The offer has ended').waitFor()
  await other.getByText(demoPeople.editor.name).first().waitFor()
  await release.click()
  await other.getByText('version 1 taken down').waitFor()
  const state = await api.get<{ languages: { publishedNumber: number | null }[] }>(`/content/${content.id}`)
  expect(state.languages[0]?.publishedNumber).toBeNull()
})

it('what went live in between is compared and merged where it is said', async () => {
  const { api, content, project, publish } = await setUp('Opening hours')
  const [mine, theirs] = [await project('Mine'), await project('Theirs')]
  const own = await add(api, mine, { contentId: content.id })
  await write(api, own, 'One of mine.\n\nTwo.\n\nThree.')
  await makeReady(api, own)
  const other = await add(api, theirs, { contentId: content.id })
  await write(api, other, 'One.\n\nTwo.\n\nThree of theirs.')
  await makeReady(api, other)
  await publish(theirs)

  const page = await stage.enter('editor', `/projects/${mine.id}`)
  await itemWith(page, 'Opening hours', 'Ready').waitFor()
  await choosePublish(page, 'Publish all')
  const alert = page.getByRole('alert', { name: 'Publishing' })
  await alert.getByText('Version 3 was published by “Theirs” since this one was begun').waitFor()
  await alert.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog', { name: 'Opening hours' })
  await dialog.getByText('of theirs').first().waitFor()
  await dialog.getByRole('button', { name: 'Merge both' }).click()
  await itemWith(page, 'Opening hours', 'In review').waitFor()
  await page.waitForFunction(() => document.activeElement !== document.body)
  const { body } = await api.get<Version>(`/content/${content.id}/versions/${own.versionId}`)
  expect(body).toBe('One of mine.\n\nTwo.\n\nThree of theirs.')

  await moveItem(page, 'Opening hours', 'Ready to publish')
  await itemWith(page, 'Opening hours', 'Ready').waitFor()
  await choosePublish(page, 'Publish all')
  await page.getByRole('status', { name: 'Publishing' }).getByText('1 item is published').waitFor()
  await page.getByRole('tab', { name: 'Releases' }).click()
  await page.getByRole('list', { name: 'Releases' }).getByRole('button', { name: '1 published' }).click()
  await page.getByText('version 2, in place of version 3').waitFor()
})

it('what went live in between is replaced on purpose, and the other window says what went', async () => {
  const { api, content, project, publish } = await setUp('Price list')
  const [mine, theirs] = [await project('Our prices'), await project('Their prices')]
  const own = await add(api, mine, { contentId: content.id })
  await makeReady(api, own)
  await makeReady(api, await add(api, theirs, { contentId: content.id }))
  await publish(theirs)

  const page = await stage.enter('editor', `/projects/${mine.id}`)
  const other = await stage.enter('reviewer', `/projects/${mine.id}?tab=releases`)
  await other.getByText('Nothing was published yet').waitFor()
  await itemWith(page, 'Price list', 'Ready').waitFor()
  await choosePublish(page, 'Publish all')
  const alert = page.getByRole('alert', { name: 'Publishing' })
  await alert.getByRole('heading', { name: '1 item is older than what is live' }).waitFor()
  await alert.getByRole('button', { name: 'Replace and publish' }).click()
  await page.getByRole('status', { name: 'Publishing' }).getByText('1 item is published').waitFor()

  await itemWith(page, 'Price list', 'Published').waitFor()
  await other.getByRole('list', { name: 'Releases' }).getByRole('button', { name: '1 published' }).click()
  await other.getByText('version 2, in place of version 3').waitFor()
  const state = await api.get<{ languages: { publishedNumber: number | null }[] }>(`/content/${content.id}`)
  expect(state.languages[0]?.publishedNumber).toBe(2)
})

it('what a project published is taken down from its panel, and the other window follows', async () => {
  const { api, content, spring } = await setUp('Spring offer')
  const page = await stage.enter('editor', `/projects/${spring.id}`)
  await itemWith(page, 'Spring offer', 'Published').click()
  const panel = (window: Page) => window.getByRole('region', { name: 'Spring offer' })
  await panel(page).waitFor()
  const other = await stage.enter('reviewer', page.url().replace(stage.server.url, ''))
  await panel(other).waitFor()
  expect(await panel(other).getByText('Will be taken down').count()).toBe(0)

  await panel(page).getByRole('button', { name: 'Take down' }).click()
  await panel(page).getByText('Will be taken down').waitFor()
  await panel(other).getByText('Will be taken down').waitFor()
  // It is decided and reviewed as anything else that goes live.
  const moves = [
    ['Draft', 'In review'],
    ['In review', 'Ready to take down'],
  ] as const
  for (const [status, move] of moves) {
    await panel(page)
      .getByRole('button', { name: 'Status of Spring offer' })
      .filter({ hasText: status })
      .click()
    await page.getByRole('menuitem', { name: move, exact: true }).click()
  }
  await itemWith(page, 'Spring offer', 'Ready').waitFor()
  await choosePublish(page, 'Publish all')
  await page.getByRole('status', { name: 'Publishing' }).getByText('1 item is taken down').waitFor()
  await panel(other).getByText('Taken down', { exact: true }).waitFor()
  await panel(page).getByText('Taken down', { exact: true }).waitFor()
  const state = await api.get<{ languages: { publishedNumber: number | null }[] }>(`/content/${content.id}`)
  expect(state.languages[0]?.publishedNumber).toBeNull()
})

it('a release is taken back by a project of copies, which the other window sees and publishes', async () => {
  const { api, content, project, publish } = await setUp('Opening times')
  const summer = await project('Summer times')
  const item = await add(api, summer, { contentId: content.id })
  await write(api, item, 'Open until ten.')
  await makeReady(api, item)
  await publish(summer)

  const page = await stage.enter('editor', `/projects/${summer.id}?tab=releases`)
  const other = await stage.enter('reviewer', `/projects/${summer.id}?tab=releases`)
  for (const window of [other, page]) {
    await window.getByRole('list', { name: 'Releases' }).getByRole('button', { name: '1 published' }).click()
  }
  await page.getByRole('button', { name: 'Revert', exact: true }).click()
  await itemWith(page, 'Opening times', 'Ready').waitFor()
  await page.getByRole('heading', { name: 'Revert of “Summer times”' }).waitFor()
  await other.getByText('waits to be published').waitFor()
  await choosePublish(page, 'Publish all')
  await itemWith(page, 'Opening times', 'Published').waitFor()
  await other.getByText('Taken back').waitFor()
  const { versions } = await api.get<ContentState>(`/content/${content.id}`)
  const live = versions.find(({ status }) => status === 'published')
  const { body } = await api.get<Version>(`/content/${content.id}/versions/${live?.id}`)
  expect(body).toBe('One.\n\nTwo.\n\nThree.')

  const history = await stage.enter('editor', `/content/${content.id}`)
  await history.getByRole('button', { name: 'Releases' }).click()
  const releases = history.getByRole('list', { name: 'Releases' })
  await releases.getByText('Taken back').waitFor()
  await releases.getByRole('button', { name: 'Revert' }).first().waitFor()
})
