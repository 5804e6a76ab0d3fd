/** What a page is told by its own rules, and what it knows of its browser; with surroundings made up by the test. */
import { describe, expect, it } from 'vitest'
import { createBrowserProbe, type PageSurroundings, type PageWindow, readPage } from '../src/browser/index.ts'

const url = new URL('http://desk.example/connection/websocket')
const question = { timeoutMs: 1_000 }

/** Closes by itself, without having opened. */
class RefusedSocket extends EventTarget {
  readonly readyState = 0
  constructor() {
    super()
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' })))
  }
  close(): void {}
}

class ThrowingSocket {
  constructor() {
    throw new Error('An insecure WebSocket connection may not be initiated')
  }
}

/** Never answers. */
class SilentSocket extends EventTarget {
  readonly readyState = 0
  close(): void {}
}

function buildSurroundings(WebSocket: unknown, changes: Partial<PageSurroundings> = {}): PageSurroundings {
  const never = () => Promise.reject(new TypeError('Failed to fetch'))
  const basis = { fetch: never, violations: null, isSecure: false }
  return { ...basis, WebSocket: WebSocket as PageSurroundings['WebSocket'], ...changes }
}

const opened = (surroundings: PageSurroundings) => createBrowserProbe(surroundings).open(url, question)

describe('a WebSocket of a page', () => {
  it('that does not open says 1006 and no more', async () => {
    expect(await opened(buildSurroundings(RefusedSocket))).toEqual({
      opened: false,
      evidence: { outcome: 'closed_unopened', code: 1006 },
    })
  })

  it('that is not answered in time is given up', async () => {
    const probe = createBrowserProbe(buildSurroundings(SilentSocket))
    expect(await probe.open(url, { timeoutMs: 1 })).toMatchObject({
      evidence: { outcome: 'failed', failure: { reason: 'timeout' } },
    })
  })

  it('that the policy of the page forbids, names the directive, whichever comes first', async () => {
    const violation = (blockedURI: string) =>
      Object.assign(new Event('securitypolicyviolation'), { blockedURI, effectiveDirective: 'connect-src' })
    for (const blockedURI of ['ws://desk.example/connection/websocket', 'ws']) {
      const violations = new EventTarget()
      const answer = opened(buildSurroundings(RefusedSocket, { violations }))
      setTimeout(() => violations.dispatchEvent(violation(blockedURI)), 0)
      expect(await answer).toEqual({
        opened: false,
        evidence: {
          outcome: 'forbidden',
          by: 'csp',
          directive: 'connect-src',
          blocked: 'ws://desk.example',
        },
      })
    }
  })

  it('is not blamed on a violation of another address', async () => {
    const violations = new EventTarget()
    const answer = opened(buildSurroundings(RefusedSocket, { violations }))
    const other = { blockedURI: 'https://other.example', effectiveDirective: 'img-src' }
    violations.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), other))
    expect(await answer).toMatchObject({ evidence: { outcome: 'closed_unopened' } })
  })

  it('whose constructor throws, because a page opened by https may not use ws:, says so', async () => {
    expect(await opened(buildSurroundings(ThrowingSocket, { isSecure: true }))).toEqual({
      opened: false,
      evidence: {
        outcome: 'forbidden',
        by: 'mixed_content',
        detail: 'An insecure WebSocket connection may not be initiated',
      },
    })
    expect(await opened(buildSurroundings(ThrowingSocket))).toMatchObject({
      evidence: { outcome: 'failed', failure: { reason: 'hidden' } },
    })
  })
})

describe('a request of a page', () => {
  const asked = (fetch: PageSurroundings['fetch']) =>
    createBrowserProbe(buildSurroundings(RefusedSocket, { fetch })).ask(url, question)

  it('that fails does not say why', async () => {
    expect(await asked(() => Promise.reject(new TypeError('Failed to fetch')))).toMatchObject({
      outcome: 'failed',
      failure: { reason: 'hidden' },
    })
  })

  it('that is redirected does not say where to', async () => {
    const redirect = { type: 'opaqueredirect', status: 0 } as Response
    expect(await asked(async () => redirect)).toMatchObject({ outcome: 'redirected', location: null })
  })

  it('shows the beginning of a web page, and never a cookie', async () => {
    const headers = { 'content-type': 'text/html', 'set-cookie': 'secret=1', server: 'nginx' }
    const page = new Response('<!doctype html><title>Sign in</title>', { status: 200, headers })
    expect(await asked(async () => page)).toMatchObject({
      outcome: 'answered',
      answer: { status: 200, isHtml: true, title: 'Sign in', headers: { server: 'nginx' } },
    })
  })
})

describe('what a page knows', () => {
  const buildWindow = (protocols: string[]): PageWindow => ({
    location: { protocol: 'https:' },
    performance: {
      getEntriesByType: (type) =>
        protocols
          .filter((_, index) => (index === 0) === (type === 'navigation'))
          .map((nextHopProtocol) => ({ nextHopProtocol }) as unknown as PerformanceEntry),
    },
  })

  it('is the protocol of its latest request that tells one', () => {
    expect(readPage({}, buildWindow(['h2', 'http/1.1', '']))).toMatchObject({
      isSecure: true,
      hasSharedWorker: false,
      protocol: 'http/1.1',
      windows: null,
      gap: null,
    })
    expect(readPage({}, buildWindow(['h3'])).protocol).toBe('h3')
    expect(readPage({ windows: 7 }, buildWindow([]))).toMatchObject({ protocol: null, windows: 7 })
  })
})
