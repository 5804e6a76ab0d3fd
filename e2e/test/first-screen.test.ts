/** What a screen shows first is asked for by the page itself, before its script runs, once, and used. */
import { launchBrowser, type StartedServer, startServer } from '@copydesk/testkit'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

let server: StartedServer
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

interface Screen {
  path: (projectId: string) => string
  requests: (projectId: string) => string[]
  shows: string
}

const screens: Record<string, Screen> = {
  Projects: {
    path: () => '/projects',
    requests: () => ['/api/v1/projects'],
    shows: '[href^="/projects/"]',
  },
  'a project': {
    path: (id) => `/projects/${id}`,
    requests: (id) => [`/api/v1/projects/${id}`, `/api/v1/projects/${id}/items`],
    shows: '[role="row"] [role="gridcell"]',
  },
  'the inbox': {
    path: () => '/inbox',
    requests: () => ['/api/v1/inbox?filter=all'],
    shows: 'main article, main li',
  },
}

async function signedIn(): Promise<{ context: BrowserContext; projectId: string }> {
  const { cookie, get } = await server.signIn('editor')
  const { data } = await get<{ data: { id: string }[] }>('/projects')
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  return { context, projectId: data[0]?.id ?? '' }
}

it.each(Object.entries(screens))('asks for the data of %s before any script has run', async (_, screen) => {
  const { context, projectId } = await signedIn()
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'GET') asked.push(request.url().replace(server.url, ''))
  })
  // Scripts wait until the data was asked for: should the app be the one to ask, nothing ever comes.
  const expected = screen.requests(projectId)
  const isAsked = Promise.all(
    expected.map((path) => page.waitForRequest((request) => request.url() === server.url + path)),
  )
  await page.route('**/assets/*.js', async (route) => {
    await isAsked
    await route.continue()
  })
  await page.goto(server.url + screen.path(projectId))
  await page.locator(screen.shows).first().waitFor()
  for (const path of expected) expect(asked.filter((one) => one === path)).toEqual([path])
  await context.close()
})

it('asks for no data for whoever is not signed in', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${server.url}/projects`)
  await page.getByRole('button').first().waitFor()
  expect(asked.filter((path) => path.startsWith('/api/'))).not.toContain('/api/v1/projects')
  await context.close()
})

it('draws the rows without a placeholder for the code of the screen', async () => {
  const { context } = await signedIn()
  const page = await context.newPage()
  await page.addInitScript(noteDrawing)
  await page.goto(`${server.url}/projects`)
  await page.locator('[href^="/projects/"]').first().waitFor()
  expect(await page.evaluate(() => performance.getEntriesByName('placeholder').length)).toBe(0)
  expect(await page.evaluate(() => performance.getEntriesByName('rows').length)).toBe(1)
  await context.close()
})

/** Marks when the rows are drawn, and each placeholder for a screen whose code is not there. */
function noteDrawing(): void {
  const noted = { placeholder: 'main [aria-label="Loading"]', rows: '[href^="/projects/"]' }
  const observer = new MutationObserver(() => {
    for (const [name, selector] of Object.entries(noted)) {
      const isNew = performance.getEntriesByName(name).length === 0
      if (isNew && document.querySelector(selector) !== null) performance.mark(name)
    }
  })
  observer.observe(document, { childList: true, subtree: true })
}
