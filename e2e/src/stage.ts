/**
 * What the browser tests play on: a server, the browser that all of them share, and people who each have a context of
 * their own in it, as if they sat at different machines. Knows no test runner: see use-stage.ts.
 */
import { fileURLToPath } from 'node:url'
import {
  type ApiCaller,
  launchBrowser,
  type StartedServer,
  type StartServerOptions,
  startServer,
} from '@copydesk/testkit'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { noteRequests } from './at-rest.ts'

/** Where pictures go; not under version control. */
export const artifactsDir = fileURLToPath(new URL('../artifacts', import.meta.url))

export type DemoPerson = 'admin' | 'editor' | 'reviewer'

/** The button of each person on the sign-in page, and the name under which others see them. */
export const demoPeople: Record<DemoPerson, { button: RegExp; name: string }> = {
  admin: { button: /^Administrator/, name: 'Astrid Lindqvist' },
  editor: { button: /^Editor/, name: 'Elias Berg' },
  reviewer: { button: /^Reviewer/, name: 'Rosa Marchetti' },
}

/** Long enough for two busy cores; what is there sooner is not waited for. */
export const patienceMs = 60_000

export interface Stage {
  readonly server: StartedServer
  readonly browser: Browser
  /** A window in a context of its own, at a path of the server (or any address); nobody is signed in. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>
  /** The same with a demo person, who signs in through the page. */
  enter(person: DemoPerson, path?: string, options?: BrowserContextOptions): Promise<Page>
  /** The same with whoever is signed in at the API, where the way in is no part of what is tried. */
  enterAs(api: ApiCaller, path?: string): Promise<Page>
  stop(): Promise<void>
}

let launched: Promise<Browser> | undefined

/** One for all stages of this process, which it ends with: contexts keep people apart. Another one if it has died. */
async function findBrowser(): Promise<Browser> {
  const found = await launched
  if (found?.isConnected()) return found
  launched = launchBrowser()
  return launched
}

/** Of windows whose options do not say otherwise: nothing moves, and no clock is the machine's own. */
const usual: BrowserContextOptions = { reducedMotion: 'reduce', timezoneId: 'UTC' }

/** Starts a server. */
export async function startStage(options: StartServerOptions = {}): Promise<Stage> {
  const [server, browser] = await Promise.all([startServer(options), findBrowser()])
  const open = async (path = '/', contextOptions: BrowserContextOptions = {}, cookie = '') => {
    const context = await browser.newContext({ ...usual, ...contextOptions })
    // The app has more files than a page remembers of its own accord, and `waitForAllCode` reads them there.
    await context.addInitScript(() => performance.setResourceTimingBufferSize(2000))
    context.setDefaultTimeout(patienceMs)
    noteRequests(context)
    for (const one of cookie.split('; ').filter(Boolean)) {
      const [name = '', value = ''] = one.split('=')
      await context.addCookies([{ name, value, url: server.url }])
    }
    const page = await context.newPage()
    await page.goto(new URL(path, server.url).href)
    return page
  }
  return {
    server,
    browser,
    open,
    enter: async (person, path, contextOptions) => {
      const page = await open(path, contextOptions)
      await signIn(page, person)
      return page
    },
    enterAs: ({ cookie }, path) => open(path, {}, cookie),
    stop: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()))
      await server.stop()
    },
  }
}

/** Through the list of demo people on the sign-in page. */
export async function signIn(page: Page, person: DemoPerson): Promise<void> {
  const { button, name } = demoPeople[person]
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('button', { name: `You: ${name}` }).waitFor()
}
