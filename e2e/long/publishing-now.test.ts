/** While a large release is being published everybody who has the project open is told, and nobody any longer. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { publish } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

/** Of the rows at the top one in this status: the grid draws no more than are in sight. */
const aRow = (page: Page, status: 'Ready' | 'Published') =>
  page.getByRole('grid', { name: 'Items' }).getByRole('row').filter({ hasText: status }).first()

it('is said to whoever publishes and to the others, until it is out or refused or its window is gone', async () => {
  const api = await stage.server.signIn('editor')
  const titles = Array.from({ length: 60 }, (_, index) => `Page ${index + 1}`)
  const { project, items } = await buildProject(api, 'Large', titles)
  const itemIds = items.map(({ id }) => id)
  for (const status of ['in_review', 'ready']) {
    await api.patch(`/projects/${project.id}/items`, { itemIds, status })
  }
  const path = `/projects/${project.id}`
  const publisher = await stage.enter('editor', path)
  const other = await stage.enter('reviewer', path)
  const second = await stage.enter('editor', path)
  for (const page of [publisher, other, second]) {
    await liveStatus(page, 'Live').waitFor()
    await aRow(page, 'Ready').waitFor()
  }
  const told = (page: Page) => page.getByRole('status', { name: 'Being published' })
  const words = `${demoPeople.editor.name} is publishing 60 items`
  const held = async () => {
    const goesOn = Promise.withResolvers<void>()
    await publisher.route('**/publish', async (route) => {
      await goesOn.promise
      await route.continue().catch(() => {})
    })
    await publish(publisher, 'Publish all')
    await told(publisher).filter({ hasText: 'Publishing 60 items' }).waitFor()
    await told(other).filter({ hasText: words }).waitFor()
    await told(second).filter({ hasText: 'Publishing 60 items' }).waitFor()
    return goesOn
  }

  // The window that publishes is gone: nothing came of it, and nothing stays.
  const first = await held()
  await publisher.goto('about:blank')
  await told(other).waitFor({ state: 'detached' })
  first.resolve()
  await publisher.unrouteAll({ behavior: 'ignoreErrors' })

  await publisher.goto(stage.server.url + path)
  await liveStatus(publisher, 'Live').waitFor()
  await aRow(publisher, 'Ready').waitFor()
  const again = await held()
  again.resolve()
  for (const page of [publisher, other, second]) {
    await aRow(page, 'Published').waitFor()
    await told(page).waitFor({ state: 'detached' })
  }
  await publisher.getByRole('status', { name: 'Publishing' }).getByText('60 items are published').waitFor()
  expect(await told(other).count()).toBe(0)
})
