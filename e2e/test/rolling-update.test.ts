/**
 * An update server by server: for minutes two versions answer, each with files of its own names, behind a balancer that
 * asks any of them. A page whose files are missing comes all the same, and says what is going on until it does.
 */
import { type StartedServer, startServer } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Balancer, copyVersion, type OtherVersion, startBalancer } from '../src/other-version.ts'
import { patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage({ demo: false })
let version: OtherVersion
let other: StartedServer
let balancer: Balancer

type Version = 'old' | 'new'
/** Who answers for a file of the app; everything else is answered by the old one. */
let versionOf: (path: string) => Version = () => 'old'
const asked: { path: string; of: Version }[] = []

beforeAll(async () => {
  version = copyVersion()
  other = await startServer({ demo: false, bin: version.bin })
  balancer = await startBalancer((path) => {
    if (/^\/(api|connection|emulation|livez)/.test(path)) return stage.server.port
    const one = { path, of: 'old' as Version }
    asked.push(one)
    one.of = versionOf(path)
    return one.of === 'old' ? stage.server.port : other.port
  })
})
beforeEach(() => {
  asked.length = 0
})
afterAll(async () => {
  await balancer?.stop()
  await other?.stop()
  version?.remove()
})

const isPage = (path: string) => !/^\/(assets\/|.*\.\w+$)/.test(path)
const isMissing = ({ path, of }: { path: string; of: Version }) =>
  path.startsWith('/assets/') && /-2\.\w+$/.test(path) !== (of === 'new')
const pages = () => asked.filter(({ path }) => isPage(path)).length

it('brings the page although each request goes to the other version than the one before', async () => {
  let turns = 0
  versionOf = () => {
    turns += 1
    return turns % 2 === 0 ? 'old' : 'new'
  }
  const page = await stage.open(balancer.url)
  await firstScreen(page).waitFor()
  expect(asked.filter(isMissing)).not.toEqual([])
  expect(pages()).toBeGreaterThan(1)
})

it('says that an update goes on while files stay missing, and gives up calmly', async () => {
  versionOf = (path) => (isPage(path) ? 'new' : 'old')
  const page = await stage.open('/livez')
  await page.clock.install()
  await page.goto(balancer.url)
  const status = page.getByRole('status')
  const until = (words: RegExp) =>
    expect
      .poll(
        async () => {
          await page.clock.runFor(2_000).catch(() => {})
          return status.innerText({ timeout: 1_000 }).catch(() => '')
        },
        { timeout: patienceMs },
      )
      .toMatch(words)
  await until(/being updated/)
  await until(/cannot be opened/)
  const before = pages()
  await page.clock.runFor(120_000)
  expect(pages()).toBe(before)
  versionOf = () => 'new'
  await page.getByRole('button', { name: 'Try again' }).click()
  await firstScreen(page).waitFor()
})

it('renews a page at once that was open for long, where its code is of a version that is gone', async () => {
  versionOf = (path) => (pages() > 1 || path.includes('/SetUp-') ? 'new' : 'old')
  const page = await stage.open('/livez')
  await page.addInitScript(beOldOnce)
  await page.goto(balancer.url)
  await firstScreen(page).waitFor()
  expect(pages()).toBe(2)
})

/** Nobody has set the servers up. */
const firstScreen = (page: Page) => page.getByRole('textbox').first()

/** The first page of this window believes that it was loaded a minute ago. */
function beOldOnce(): void {
  if (sessionStorage.getItem('was old') !== null) return
  sessionStorage.setItem('was old', 'yes')
  const now = performance.now.bind(performance)
  performance.now = () => now() + 60_000
}
