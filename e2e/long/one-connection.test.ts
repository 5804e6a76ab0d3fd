/**
 * However many windows a browser has open, it holds one connection. Windows may close in any order and the worker
 * that holds it may crash: every window that is left shows everything, once, without loading anything again.
 */
import type { Comment } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { untilAtRest } from '../src/at-rest.ts'
import { liveStatus } from '../src/frame.ts'
import { watchPage } from '../src/page-watch.ts'
import { comment, composer } from '../src/project-page.ts'
import { realtimeFigure } from '../src/realtime-figures.ts'
import { buildProject } from '../src/sample-project.ts'
import { countSharedWorkers, crashSharedWorkers } from '../src/shared-worker.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const { editor } = demoPeople

const connections = (count: number) =>
  expect.poll(() => realtimeFigure(stage.server, 'connections'), { timeout: patienceMs }).toBe(count)

/** Somebody at another machine writes comments. */
async function setUp(name: string) {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, name)
  return {
    path: `/projects/${project.id}?tab=comments`,
    write: (body: string) => api.post<Comment>(`/projects/${project.id}/comments`, { body }),
  }
}

/** That many windows of one person in one browser. */
async function openWindows(path: string, count: number): Promise<Page[]> {
  const first = await stage.enter('reviewer', path)
  const others = Array.from({ length: count - 1 }, async () => {
    const page = await first.context().newPage()
    await page.goto(`${stage.server.url}${path}`)
    return page
  })
  const windows = [first, ...(await Promise.all(others))]
  for (const page of windows) {
    await composer(page).waitFor()
    await liveStatus(page, 'Live').waitFor()
  }
  await untilAtRest(first)
  return windows
}

async function showAll(windows: readonly Page[], texts: readonly string[]): Promise<void> {
  for (const page of windows) {
    for (const text of texts) await comment(page, editor.name, text).waitFor()
    const shown = await page.getByRole('article', { name: `Comment by ${editor.name}` }).allInnerTexts()
    for (const text of texts) expect(shown.filter((one) => one.includes(text))).toHaveLength(1)
  }
}

it('holds one connection for ten windows, whichever of them are closed', async () => {
  const { path, write } = await setUp('Ten windows')
  const windows = await openWindows(path, 10)
  const watches = windows.map(watchPage)
  await connections(1)
  expect(await countSharedWorkers(stage.browser)).toBe(1)
  await write('Seen by ten')
  await showAll(windows, ['Seen by ten'])

  // The one that started it all goes first, then others, without waiting for anything.
  const closed = [0, 4, 9, 5].map((index) => windows[index])
  const left = windows.filter((page) => !closed.includes(page))
  const closing = closed.map((page) => page?.close())
  await write('Written while windows close')
  await Promise.all(closing)
  await write('Seen by six')
  await showAll(left, ['Seen by ten', 'Written while windows close', 'Seen by six'])
  await connections(1)
  expect(watches.flatMap((watch) => watch.snapshots)).toEqual([])

  for (const page of left) await page.close()
  await connections(0)
})

it('loses nothing when the worker crashes, again and again', async () => {
  const { path, write } = await setUp('A crash')
  const windows = await openWindows(path, 3)
  const watches = windows.map(watchPage)
  const texts: string[] = []
  for (const round of ['first', 'second', 'third']) {
    const before = await realtimeFigure(stage.server, 'connects_total')
    await crashSharedWorkers(stage.browser)
    texts.push(`Written after the ${round} crash`)
    await write(texts.at(-1) ?? '')
    await expect
      .poll(() => realtimeFigure(stage.server, 'connects_total'), { timeout: patienceMs })
      .toBeGreaterThan(before)
    for (const page of windows) await liveStatus(page, 'Live').waitFor()
    texts.push(`Written after the ${round} recovery`)
    await write(texts.at(-1) ?? '')
    await showAll(windows, texts)
  }
  await connections(1)
  expect(watches.map((watch) => watch.loads)).toEqual([0, 0, 0])
})

it('counts a person once, however many windows they have', async () => {
  const { path } = await setUp('Who is here')
  const windows = await openWindows(path, 3)
  const elias = await stage.enter('editor', path)
  const rosa = elias.getByLabel('Here now').getByRole('img', { name: demoPeople.reviewer.name })
  await rosa.waitFor()
  expect(await rosa.count()).toBe(1)
  await connections(2)
  await windows[0]?.close()
  await windows[1]?.close()
  await connections(2)
  await rosa.waitFor()
  await windows[2]?.close()
  await rosa.waitFor({ state: 'detached' })
})

it('signs all windows out when one is signed out', async () => {
  const { path } = await setUp('Going home')
  const windows = await openWindows(path, 3)
  const [first, ...others] = windows
  await first?.getByRole('button', { name: /^You: / }).click()
  await first?.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const page of others) await page.getByRole('button', { name: editor.button }).waitFor()
  await connections(0)
})

it('has a connection for each window where there are no shared workers', async () => {
  const { path, write } = await setUp('Without workers')
  const first = await stage.open()
  await first.context().addInitScript('delete globalThis.SharedWorker')
  await first.reload()
  await first.getByRole('button', { name: demoPeople.reviewer.button }).click()
  await first.getByRole('button', { name: /^You:/ }).waitFor()
  await first.goto(`${stage.server.url}${path}`)
  const second = await first.context().newPage()
  await second.goto(`${stage.server.url}${path}`)
  for (const page of [first, second]) await liveStatus(page, 'Live').waitFor()
  await connections(2)
  expect(await countSharedWorkers(stage.browser)).toBe(0)
  await write('Seen by both')
  await showAll([first, second], ['Seen by both'])
})
