/**
 * Watches what a window does to get its data: whether the page was loaded again, and which snapshots it asked the
 * API for. A live window, once loaded, does neither, whatever others change.
 */
import type { Page } from 'playwright-core'

export interface PageWatch {
  /** Paths of the GET requests for data since the last `forget`, in order. */
  readonly snapshots: readonly string[]
  /** How often a document was loaded since the last `forget`. */
  readonly loads: number
  /** Starts counting anew. */
  forget(): void
}

/** Questions about the connection and the session itself, which are no data on the screen. */
const aboutTheConnection = new Set(['/live', '/session', '/me'])

/** Nor is what a composer asks about the words that are being written in it: whom their mentions would tell. */
const aboutADraft = /^\/(projects|content)\/[^/]+\/mentions$/

export function watchPage(page: Page): PageWatch {
  let snapshots: string[] = []
  let loads = 0
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    const [, path] = /^\/api\/v1(\/.*)$/.exec(pathname) ?? []
    if (request.method() !== 'GET' || path === undefined) return
    if (aboutTheConnection.has(path) || aboutADraft.test(path)) return
    snapshots.push(path + search)
  })
  page.on('domcontentloaded', () => {
    loads += 1
  })
  return {
    get snapshots() {
      return snapshots
    },
    get loads() {
      return loads
    },
    forget: () => {
      snapshots = []
      loads = 0
    },
  }
}
