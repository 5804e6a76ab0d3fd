/**
 * When a browser's windows have loaded what they wanted. Playwright's `networkidle` does not tell: the script of a shared
 * worker is asked for by a window and never ends in it.
 */
import type { BrowserContext, Page, Request } from 'playwright-core'

const unfinished = new WeakMap<BrowserContext, Set<Request>>()

/** As long without a request as `networkidle` wants. */
const quietMs = 500

/** Notes the requests of a context from its beginning on. */
export function noteRequests(context: BrowserContext): void {
  const requests = new Set<Request>()
  unfinished.set(context, requests)
  context.on('request', (request) => {
    if (!/\/live-worker-[^/]+\.js$/.test(request.url())) requests.add(request)
  })
  context.on('requestfinished', (request) => requests.delete(request))
  context.on('requestfailed', (request) => requests.delete(request))
}

/**
 * Resolves when none of the context's windows has asked for anything for a moment, and none of them has anything to do
 * by which it would: on a busy machine, code that came may take longer than that moment until it asks.
 */
export async function untilAtRest(page: Page): Promise<void> {
  const context = page.context()
  const requests = unfinished.get(context)
  if (requests === undefined) throw new Error('Nobody notes the requests of this window')
  let asked = 0
  const note = () => {
    asked += 1
  }
  context.on('request', note)
  for (let before = -1; before !== asked; ) {
    await untilQuiet(context, requests)
    before = asked
    await Promise.all(context.pages().map(untilIdle))
  }
  context.off('request', note)
}

async function untilQuiet(context: BrowserContext, requests: ReadonlySet<Request>): Promise<void> {
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const rest = () => {
      context.off('request', wait).off('requestfinished', wait).off('requestfailed', wait)
      resolve()
    }
    const wait = () => {
      clearTimeout(timer)
      if (requests.size === 0) timer = setTimeout(rest, quietMs)
    }
    context.on('request', wait).on('requestfinished', wait).on('requestfailed', wait)
    wait()
  })
}

/** What is drawn in one idle moment is asked for in it, or before the next one. */
async function untilIdle(page: Page): Promise<void> {
  for (let moments = 0; moments < 2; moments += 1) {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  }
}
