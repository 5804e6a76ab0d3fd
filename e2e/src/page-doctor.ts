/**
 * The doctor in a page of a real browser, from its sources: its modules come from this repository, below `/doctor/`
 * of whatever origin, and everything that the doctor asks goes over the network as from any page.
 */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import type { PageQuestion } from './doctor-in-page.ts'
import type { Diagnosis } from './doctor-says.ts'

const root = new URL('../../', import.meta.url)
const served = '/doctor/'

/** From now on the doctor's modules are there for every window of this context. */
export async function serveDoctor(context: BrowserContext): Promise<void> {
  await context.route(
    ({ pathname }) => pathname.startsWith(served),
    (route) => {
      const { pathname } = new URL(route.request().url())
      const path = pathname.slice(served.length)
      return route.fulfill({ contentType: 'text/javascript', body: moduleText(path) })
    },
  )
}

/** A window at this origin that has no connection of its own. */
export async function openDoctorPage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  // Comes over the network, unlike the modules: browsers mistrust pages of which they do not know where they are from.
  await page.goto(`${origin}/third-party-notices.txt`)
  return page
}

/** Runs the browser's checks in this window. */
export async function pageSays(page: Page, question: PageQuestion = {}): Promise<Diagnosis> {
  const script = `import('${served}e2e/src/doctor-in-page.ts').then(({ examine }) => examine(${JSON.stringify(question)}))`
  return JSON.parse(await page.evaluate<string>(script))
}

/** A module as browsers take it: without types, and with addresses in place of package names. */
function moduleText(path: string): string {
  const source = readFileSync(new URL(path, root), 'utf8')
  return stripTypeScriptTypes(source).replaceAll(
    /'@copydesk\/(\w+)(\/\w+)?'/g,
    (_all, name: string, folder = '') => `'${served}packages/${name}/src${folder}/index.ts'`,
  )
}
