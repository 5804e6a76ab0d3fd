/**
 * Takes a picture of every screen, wide and narrow, light and dark, into e2e/artifacts, and the one of the README into
 * docs/screenshot.png. `npm run screens -w @copydesk/e2e`, after `npm run build:web`; names after it take those alone.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Id, ItemsState, Version } from '@copydesk/contract'
import { startServer } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { untilAtRest } from './at-rest.ts'
import { deliveryScreens } from './delivery-screens.ts'
import { comment, itemWith } from './project-page.ts'
import {
  administration,
  type CatalogueScreen,
  doorways,
  failure,
  screens,
  setUp,
  visit,
} from './screen-catalogue.ts'
import { buildWorld, type World } from './screen-world.ts'
import { artifactsDir, demoPeople, signIn, startStage } from './stage.ts'

const readmePicture = fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url))
const desk = { width: 1280, height: 800 }
const sizes = { '1280': desk, '390': { width: 390, height: 844 } }

const wanted = process.argv.slice(2)
mkdirSync(artifactsDir, { recursive: true })
const stage = await startStage()
try {
  const world = await buildWorld(await stage.server.signIn('editor'), await stage.server.signIn('admin'))
  for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) await takeAll(size, world)
  if (wanted.length === 0 || wanted.includes('readme')) await takeForReadme(world)
} finally {
  await stage.stop()
}

async function takeAll(size: keyof typeof sizes, world: World): Promise<void> {
  const options = { viewport: sizes[size], deviceScaleFactor: 1 }
  const page = await stage.open('/', options)
  for (const screen of doorways) await take(page, screen, size, world)
  await page.goto(stage.server.url)
  await signIn(page, 'editor')
  for (const screen of [...screens, failure]) await take(page, screen, size, world)
  const administrator = await stage.enter('admin', '/', options)
  for (const screen of [...administration, ...deliveryScreens]) await take(administrator, screen, size, world)
  await administrator.context().close()
  const empty = await startServer({ demo: false })
  await page.goto(empty.url)
  await take(page, setUp, size, world)
  await page.context().close()
  await empty.stop()
}

async function take(page: Page, screen: CatalogueScreen, size: string, world: World): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(screen.name)) return
  try {
    await visit(page, screen, world, async () => {
      // The pointer leaves, and what loads after the screen itself is there too.
      await page.mouse.move(0, 0)
      await untilAtRest(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: `${artifactsDir}/${screen.name}-${size}-${colorScheme}.png` })
      }
    })
  } catch (error) {
    console.error(`${screen.name} at ${size}: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}

/** Elias looks at an item with a short text while Rosa answers there and moves another. */
async function takeForReadme({ projectId }: World): Promise<void> {
  const api = await stage.server.signIn('reviewer')
  const { data: items } = await api.get<ItemsState>(`/projects/${projectId}/items`)
  const lengths = new Map<Id, number>()
  for (const { id, contentId, versionId } of items) {
    const { body } = await api.get<Version>(`/content/${contentId}/versions/${versionId}`)
    lengths.set(id, body.length)
  }
  const [discussed] = items
    .filter((item) => item.commentCount > 1)
    .toSorted((left, right) => (lengths.get(left.id) ?? 0) - (lengths.get(right.id) ?? 0))
  const moved = items.findLast((item) => item.status === 'in_review' && item !== discussed)
  if (discussed === undefined || moved === undefined) throw new Error('The demo has nothing to show')
  const options = { viewport: desk, colorScheme: 'light' as const }
  const elias = await stage.enter('editor', `/projects/${projectId}?item=${discussed.id}`, options)
  await stage.enter('reviewer', `/projects/${projectId}`)
  await elias.getByRole('article').first().waitFor()
  await elias.getByLabel('Here now').waitFor()
  await elias.mouse.move(0, 0)
  await untilAtRest(elias)
  const answer = 'Thank you. I will look at it again this afternoon.'
  await api.post(`/projects/${projectId}/comments`, { body: answer, itemId: discussed.id })
  await comment(elias, demoPeople.reviewer.name, answer).waitFor()
  await api.patch(`/projects/${projectId}/items/${moved.id}`, { status: 'ready' })
  await itemWith(elias, moved.title, 'Ready').waitFor()
  // Between the text and the comments, so that both are to be seen.
  await elias.getByRole('article').nth(2).scrollIntoViewIfNeeded()
  await elias.screenshot({ path: readmePicture })
}
