/** When a large release begins everybody who has the project open is told, whoever asked for it, and nobody any longer. */
import type { Project } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { publish } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

/** Of the rows at the top one in this status: the grid draws no more than are in sight. */
const aRow = (page: Page, status: 'Ready' | 'Scheduled' | 'Published') =>
  page.getByRole('grid', { name: 'Items' }).getByRole('row').filter({ hasText: status }).first()

const notice = (page: Page) => page.getByRole('status', { name: 'Being published' })

/** Keeps what notices say, however soon they are gone. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const words: string[] = []
    const note = () => {
      const text = document.querySelector('[aria-label="Being published"] h2')?.textContent
      if (text && words.at(-1) !== text) words.push(text)
    }
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true })
    return words
  })
  return () => said.jsonValue()
}

async function setUp(name: string) {
  const api = await stage.server.signIn('editor')
  const titles = Array.from({ length: 60 }, (_, index) => `Page ${index + 1}`)
  const { project, items } = await buildProject(api, name, titles)
  const itemIds = items.map(({ id }) => id)
  for (const status of ['in_review', 'ready']) {
    await api.patch(`/projects/${project.id}/items`, { itemIds, status })
  }
  const open = async (person: 'editor' | 'reviewer') => {
    const page = await stage.enter(person, `/projects/${project.id}`)
    await liveStatus(page, 'Live').waitFor()
    await aRow(page, 'Ready').waitFor()
    return page
  }
  return { api, project, open }
}

const words = `${demoPeople.editor.name} is publishing 60 items`

it('is said to whoever publishes, from the click on, and to the others, until it is out', async () => {
  const { open } = await setUp('By hand')
  const publisher = await open('editor')
  const other = await open('reviewer')
  const second = await open('editor')
  const heard = await Promise.all([publisher, other, second].map(listen))
  const goesOn = Promise.withResolvers<void>()
  await publisher.route('**/publish', async (route) => {
    await goesOn.promise
    await route.continue()
  })
  await publish(publisher, 'Publish all')
  await notice(publisher).filter({ hasText: 'Publishing 60 items' }).waitFor()
  expect(await notice(other).count()).toBe(0)
  goesOn.resolve()
  for (const page of [publisher, other, second]) {
    await aRow(page, 'Published').waitFor()
    await notice(page).waitFor({ state: 'detached' })
  }
  await publisher.getByRole('status', { name: 'Publishing' }).getByText('60 items are published').waitFor()
  const own = 'Publishing 60 items'
  expect(await Promise.all(heard.map((said) => said()))).toEqual([[own], [words], [own]])
})

it('is said of a release that a program asked for, and of one that a schedule carries out', async () => {
  for (const how of ['program', 'schedule'] as const) {
    const { api, project, open } = await setUp(`By a ${how}`)
    const other = await open('reviewer')
    const heard = await listen(other)
    const path = `/projects/${project.id}` as const
    if (how === 'program') await api.post(`${path}/publish`, { mode: 'all' })
    else {
      const wallTime = new Date(Date.now() + 5_000).toISOString().slice(0, 19)
      await api.post<Project>(`${path}/schedule`, { wallTime, timeZone: 'UTC' })
    }
    await aRow(other, 'Published').waitFor()
    await notice(other).waitFor({ state: 'detached' })
    expect([how, await heard()]).toEqual([how, [words]])
  }
})
