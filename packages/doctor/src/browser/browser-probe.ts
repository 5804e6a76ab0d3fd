/**
 * The probe port in the user's own browser, which hides a lot from a page: why a handshake failed, where a redirect
 * leads, the certificate. What it does tell (a blocked address, timings, whether an answer came) is evidence.
 */
import type { Probe } from '../probe.ts'
import { ask, stream } from './http-probe.ts'
import { openWebSocket } from './web-socket-probe.ts'

/** What of a page the probe uses; tests bring their own. */
export interface PageSurroundings {
  fetch: typeof globalThis.fetch
  WebSocket: typeof globalThis.WebSocket
  /** Told of violations of the Content-Security-Policy: the document; null where there is none. */
  violations: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | null
  /** Opened by https. */
  isSecure: boolean
}

/** Talks to the page's own server only, with the session's cookie. */
export function createBrowserProbe(surroundings: PageSurroundings = thisPage()): Probe {
  return {
    kind: 'browser',
    ask: (url, question) => ask(surroundings, url, question),
    stream: (url, question) => stream(surroundings, url, question),
    open: (url, question) => openWebSocket(surroundings, url, question),
    now: () => performance.now(),
    newId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), hex).join(''),
  }
}

function thisPage(): PageSurroundings {
  return {
    fetch: (...request) => globalThis.fetch(...request),
    WebSocket: globalThis.WebSocket,
    violations: 'document' in globalThis ? globalThis.document : null,
    isSecure: 'location' in globalThis && globalThis.location.protocol === 'https:',
  }
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0')
