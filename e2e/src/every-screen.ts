/**
 * The tests of every screen in a window of one size, light and dark: axe finds no violation, nothing is larger than the
 * window, and the console stays silent, so that nothing breaks the content security policy either.
 */
import { startServer } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { axeViolations } from './axe.ts'
import { watchComplaints } from './complaints.ts'
import { overflowOf } from './overflow.ts'
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
import { useStage } from './use-stage.ts'

/** What is wrong with the screens, by name. What is open stays open while the colours change. */
export async function findingsOn(
  page: Page,
  some: readonly CatalogueScreen[],
  world: World,
): Promise<Record<string, readonly string[]>> {
  const findings: Record<string, readonly string[]> = {}
  const complaints = watchComplaints(page)
  for (const screen of some) {
    await visit(page, screen, world, async () => {
      await page.emulateMedia({ colorScheme: 'light' })
      const light = [...(await axeViolations(page)), ...(await overflowOf(page))]
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await axeViolations(page, 'colours')
      if (light.length > 0) findings[screen.name] = light
      if (dark.length > 0) findings[`${screen.name}, dark`] = dark
    })
  }
  if (complaints.length > 0) findings.console = complaints
  return findings
}

/** Call at the top of a test file. */
export function testEveryScreen(viewport: { width: number; height: number }): void {
  const stage = useStage()
  let world: World
  beforeAll(async () => {
    world = await buildWorld(await stage.server.signIn('editor'), await stage.server.signIn('admin'))
  })

  it('has nothing wrong before one is signed in', async () => {
    const page = await stage.open('/', { viewport })
    expect(await findingsOn(page, doorways, world)).toEqual({})
  })

  it('has nothing wrong on the set-up', async () => {
    const server = await startServer({ demo: false })
    onTestFinished(() => server.stop())
    const page = await stage.open('/', { viewport })
    await page.goto(server.url)
    expect(await findingsOn(page, [setUp], world)).toEqual({})
  })

  it.each([
    ['projects', /^project/],
    ['content and the inbox', /^(content|inbox)/],
    ['the rest', /^(?!project|content|inbox)/],
  ])('has nothing wrong on any screen of %s', async (_area, pattern) => {
    const page = await stage.enter('editor', '/projects', { viewport })
    const some = [...screens, failure].filter(({ name }) => pattern.test(name))
    expect(await findingsOn(page, some, world)).toEqual({})
  })

  it('has nothing wrong on the screens of administrators', async () => {
    const page = await stage.enter('admin', '/projects', { viewport })
    expect(await findingsOn(page, administration, world)).toEqual({})
  })
}
