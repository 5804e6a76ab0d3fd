/**
 * Four times enlarged (WCAG 1.4.10: 1280 by 1024 become 320 by 256) every list keeps a height to read in, and where the
 * system's own colours are forced, what is chosen, current or unread still looks different from what is not.
 */
import type { Person, Project } from '@copydesk/contract'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { overflowOf } from '../src/overflow.ts'
import { screens, visit } from '../src/screen-catalogue.ts'
import { buildWorld, type World } from '../src/screen-world.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
let world: World
beforeAll(async () => {
  world = await buildWorld(await stage.server.signIn('editor'), await stage.server.signIn('admin'))
})

describe('enlarged four times', () => {
  const viewport = { width: 320, height: 256 }

  it('nothing is wider than the window, and what scrolls within it is at least half as high', async () => {
    const page = await stage.enter('editor', '/projects', { viewport })
    const findings: string[] = []
    for (const screen of screens) {
      // What opens over the page is the system's to fit in.
      if (/menu|open|bell|picker|keys|unsaved/.test(screen.name)) continue
      await visit(page, screen, world, async () => {
        const sideways = (await overflowOf(page)).filter((line) => line.includes('right'))
        findings.push(
          ...[...sideways, ...(await lowScrollers(page))].map((line) => `${screen.name}: ${line}`),
        )
      })
    }
    expect(findings).toEqual([])
  })

  it('a row far down the list is reached and opened', async () => {
    const page = await stage.enter('editor', '/projects', { viewport })
    const row = page.getByRole('grid', { name: 'Projects' }).getByRole('row').last()
    await row.scrollIntoViewIfNeeded()
    expect((await row.boundingBox())?.height).toBeGreaterThan(20)
    await row.press('Enter')
    await page.waitForURL(/\/projects\/./)
    await page.getByRole('tab', { name: /^Comments/ }).click()
    await page.getByRole('textbox', { name: 'Write a comment' }).fill('Written at four times the size')
  })

  /** Lists and texts that scroll by themselves in less than half of the window. */
  function lowScrollers(page: Page): Promise<string[]> {
    return page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => {
          const { overflowY } = getComputedStyle(element)
          const scrolls = overflowY === 'auto' || overflowY === 'scroll'
          return scrolls && element.scrollHeight > element.clientHeight + 1 && element.clientHeight < 128
        })
        // Rows of controls that scroll sideways.
        .filter((element) => element.scrollWidth <= element.clientWidth + 1 || element.clientHeight > 60)
        .map(
          (element) =>
            `${element.getAttribute('aria-label') ?? element.className}: ${element.clientHeight} px`,
        ),
    )
  }
})

describe('in forced colours', () => {
  const open = (path: string) => stage.enter('reviewer', path, { forcedColors: 'active' })

  /** Whether the element looks different after the act. */
  async function changesLook(element: Locator, act: () => Promise<unknown>): Promise<boolean> {
    const look = async () => {
      const page = element.page()
      await page.mouse.move(0, 0)
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      return element.screenshot({ animations: 'disabled' })
    }
    const before = await look()
    await act()
    return !before.equals(await look())
  }

  it('the current area', async () => {
    const page = await open('/projects')
    const link = page.getByRole('navigation').getByRole('link', { name: 'Content' })
    expect(await changesLook(link, () => link.click())).toBe(true)
  })

  it('the chosen tab', async () => {
    const page = await open('/inbox')
    const tab = page.getByRole('tab', { name: 'All' })
    expect(await changesLook(tab, () => page.getByRole('tab', { name: /^Unread/ }).click())).toBe(true)
  })

  it('read and unread', async () => {
    const api = await stage.server.signIn('editor')
    const rosa = await (await stage.server.signIn('reviewer')).get<Person>('/me')
    const project = await api.post<Project>('/projects', { name: 'Forced colours' })
    await api.post(`/projects/${project.id}/comments`, { body: `@[${rosa.name}](person:${rosa.id}) look` })
    const page = await open('/inbox')
    const line = page.getByRole('link', { name: /Forced colours/ })
    await line.waitFor()
    // Without the words that tick.
    await page.addStyleTag({ content: 'time { visibility: hidden }' }).catch(() => {})
    expect(await changesLook(line, () => page.getByRole('button', { name: 'Mark all read' }).click())).toBe(
      true,
    )
  })

  it('a status that is chosen, an item that is open, rows that are selected', async () => {
    const page = await open(`/projects/${world.projectId}`)
    const rows = page.getByRole('grid', { name: 'Items' }).getByRole('row')
    const status = page.getByRole('button', { name: /Draft/ }).first()
    expect(await changesLook(status, () => status.click())).toBe(true)
    await status.click()
    const row = rows.nth(2)
    expect(await changesLook(row, () => row.press('Space'))).toBe(true)
    expect(await changesLook(rows.nth(3), () => rows.nth(3).press('Enter'))).toBe(true)
  })
})
