/**
 * WebSockets of a page. One that does not open says 1006 and no more, unless the page's own rules forbid it: the
 * constructor throws (ws: on an https page), or the document is told of a violation of its policy.
 */
import { failed, type Opening, type WebSocketQuestion } from '../probe.ts'
import type { PageSurroundings } from './browser-probe.ts'
import { BrowserSocket } from './browser-socket.ts'

export async function openWebSocket(
  surroundings: PageSurroundings,
  url: URL,
  { timeoutMs }: WebSocketQuestion,
): Promise<Opening> {
  const address = new URL(url)
  address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const watch = watchViolations(surroundings, address)
  try {
    const opening = await open(new surroundings.WebSocket(address), timeoutMs)
    if (opening.opened) return opening
    // The failure may be told before the violation that is its reason.
    await nextTask()
    return { opened: false, evidence: watch.seen() ?? opening.evidence }
  } catch (error) {
    await nextTask()
    return { opened: false, evidence: watch.seen() ?? thrown(error, surroundings, address) }
  } finally {
    watch.stop()
  }
}

async function open(webSocket: WebSocket, timeoutMs: number): Promise<Opening> {
  const socket = new BrowserSocket(webSocket)
  const state = await socket.opened(timeoutMs)
  if (state === 'open') return { opened: true, socket, answer: null }
  socket.close()
  if (state !== null) return { opened: false, evidence: { outcome: 'closed_unopened', code: state } }
  const detail = `no answer to the handshake within ${timeoutMs / 1000} s`
  return { opened: false, evidence: failed({ reason: 'timeout', detail }) }
}

type Refused = Extract<Opening, { opened: false }>['evidence']

function thrown(error: unknown, { isSecure }: PageSurroundings, address: URL): Refused {
  const detail = error instanceof Error ? error.message : String(error)
  if (isSecure && address.protocol === 'ws:') return { outcome: 'forbidden', by: 'mixed_content', detail }
  return failed({ reason: 'hidden', detail })
}

/** Listens for violations that name this address, or only its scheme, as some browsers do. */
function watchViolations({ violations }: PageSurroundings, { protocol, host }: URL) {
  const blocked = `${protocol}//${host}`
  let directive: string | null = null
  const listener = (event: Event) => {
    if (!('blockedURI' in event && 'effectiveDirective' in event)) return
    const uri = String(event.blockedURI)
    if (uri.startsWith(blocked) || uri === protocol.slice(0, -1)) directive = String(event.effectiveDirective)
  }
  violations?.addEventListener('securitypolicyviolation', listener)
  return {
    seen: (): Refused | null =>
      directive === null ? null : { outcome: 'forbidden', by: 'csp', directive, blocked },
    stop: () => violations?.removeEventListener('securitypolicyviolation', listener),
  }
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0))
