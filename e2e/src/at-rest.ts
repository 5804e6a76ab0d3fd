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

/** Resolves when none of the context's windows has asked for anything for a moment. */
export async function untilAtRest(page: Page): Promise<void> {
  const context = page.context()
  const requests = unfinished.get(context)
  if (requests === undefined) throw new Error('Nobody notes the requests of this window')
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
