/**
 * The switch in the app: an administrator switches WebSockets off, then everything, then all of it on again, and two
 * open windows follow without a reload and miss nothing.
 */
import type { ApiCaller } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { watchComplaints } from '../src/complaints.ts'
import { liveStatus } from '../src/frame.ts'
import { watchPage } from '../src/page-watch.ts'
import { itemWith } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

/** The switch of this name on the administrator's page. */
const switchOf = (page: Page, name: 'Live updates' | 'WebSockets') => page.getByRole('switch', { name })

/** By the keyboard alone, from wherever one is. */
async function goToSwitches(page: Page): Promise<void> {
  await page.getByRole('button', { name: `You: ${demoPeople.admin.name}` }).focus()
  await page.keyboard.press('Enter')
  const live = page.getByRole('menuitem', { name: 'Live updates' })
  await live.waitFor()
  // Typed ahead, as in any menu.
  await page.keyboard.type('Live')
  await expect.poll(() => live.evaluate((item) => item === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await switchOf(page, 'WebSockets').waitFor()
}

/** What the status says when one asks it. */
async function wordsOf(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Live updates:/ }).click()
  const details = page.getByRole('dialog', { name: 'Live updates' })
  await details.getByText(words).waitFor()
  await page.keyboard.press('Escape')
  await details.waitFor({ state: 'detached' })
}

/** Two windows of two people on a project with an item that the API moves. */
async function openTwo(api: ApiCaller) {
  const { project, items } = await buildProject(api, 'While it is switched', ['Cover story'])
  const path = `/projects/${project.id}`
  const windows = [await stage.enter('editor', path), await stage.enter('reviewer', path)]
  for (const page of windows) {
    await itemWith(page, 'Cover story', 'Draft').waitFor()
    await liveStatus(page, 'Live').waitFor()
  }
  const move = (status: string) => api.patch(`${path}/items/${items[0]?.id}`, { status })
  return { windows, move, watches: windows.map(watchPage) }
}

it('is obeyed by every open window, without a reload and without a loss', async () => {
  const api = await stage.server.signIn('editor')
  const { windows, move, watches } = await openTwo(api)
  const all = (then: (page: Page) => Promise<unknown>) => Promise.all(windows.map(then))
  const admin = await stage.enter('admin', '/projects')
  await liveStatus(admin, 'Live').waitFor()
  await goToSwitches(admin)

  await switchOf(admin, 'WebSockets').press('Space')
  await all((page) => wordsOf(page, /WebSockets are switched off: by Astrid Lindqvist in the app\./))
  await all((page) => liveStatus(page, 'Live').waitFor())
  await move('in_review')
  await all((page) => itemWith(page, 'Cover story', 'In review').waitFor())

  await switchOf(admin, 'Live updates').press('Space')
  await all((page) => liveStatus(page, 'Off').waitFor())
  await all((page) => wordsOf(page, /^Live updates are switched off: by Astrid Lindqvist in the app\.$/))
  await move('ready')
  const [byHand, left] = windows
  await byHand?.getByRole('button', { name: 'Refresh' }).click()
  if (byHand) await itemWith(byHand, 'Cover story', 'Ready').waitFor()
  if (left) await itemWith(left, 'Cover story', 'In review').waitFor()

  await switchOf(admin, 'WebSockets').press('Space')
  await switchOf(admin, 'Live updates').press('Space')
  await all((page) => liveStatus(page, 'Live').waitFor({ timeout: 40_000 }))
  await all((page) => itemWith(page, 'Cover story', 'Ready').waitFor())
  await move('in_review')
  await all((page) => itemWith(page, 'Cover story', 'In review').waitFor())
  expect(watches.map(({ loads }) => loads)).toEqual([0, 0])
})

it('says who switched what, to axe as well, wide and narrow, light and dark', async () => {
  const admin = await stage.enter('admin', '/admin/live')
  const complaints = watchComplaints(admin)
  await switchOf(admin, 'WebSockets').press('Space')
  await admin.getByText(/^Switched off by Astrid Lindqvist/).waitFor()
  const findings: string[] = []
  for (const width of [1280, 390]) {
    await admin.setViewportSize({ width, height: 844 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await admin.emulateMedia({ colorScheme })
      findings.push(...(await axeViolations(admin)))
    }
  }
  await switchOf(admin, 'WebSockets').press('Space')
  await admin.getByText(/^Switched off by Astrid Lindqvist/).waitFor({ state: 'detached' })
  expect([findings, complaints]).toEqual([[], []])
})

it('lets a setting of the server win, names it and where it was set, and leaves nothing to switch', async () => {
  await stage.server.restart({ COPYDESK_WEBSOCKETS_ENABLED: 'false' })
  const admin = await stage.enter('admin', '/admin/live')
  await admin.getByText(/COPYDESK_WEBSOCKETS_ENABLED \(environment\) is false/).waitFor()
  await expect.poll(() => switchOf(admin, 'WebSockets').isDisabled()).toBe(true)
  await expect.poll(() => switchOf(admin, 'WebSockets').isChecked()).toBe(false)
  await expect.poll(() => switchOf(admin, 'Live updates').isEnabled()).toBe(true)
  await admin.emulateMedia({ colorScheme: 'dark' })
  expect(await axeViolations(admin)).toEqual([])
})

it('can be looked at by others, and not turned', async () => {
  const editor = await stage.enter('editor', '/admin/live')
  await editor.getByText('Administrators can switch these.').waitFor()
  await expect.poll(() => switchOf(editor, 'Live updates').isDisabled()).toBe(true)
  await editor.getByRole('button', { name: `You: ${demoPeople.editor.name}` }).click()
  await editor.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  expect(await editor.getByRole('menuitem', { name: 'Live updates' }).count()).toBe(0)
})
