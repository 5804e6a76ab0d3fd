/**
 * Copydesk may be below a path, and the address that is given may be the one of a page there: the longest beginning of
 * its path where Copydesk answers is where its site is. At the root the checks themselves ask.
 */
import type { Probe } from '../probe.ts'
import { readTarget } from '../target.ts'
import { requestMs, type Target } from './check.ts'
import { echoPath, isEcho } from './echo.ts'

/** Nobody means more; each costs a request. */
const maxParts = 4

/** The target at the site that was found; as it was where none was. */
export async function findSite(probe: Probe, target: Target): Promise<Target> {
  if (target.pathFrom !== 'page') return target
  const parts = target.socket.pathname.split('/').filter((part) => part !== '')
  for (let length = Math.min(parts.length, maxParts); length > 0; length -= 1) {
    const base = `/${parts.slice(0, length).join('/')}`
    const url = new URL(base + echoPath, target.site)
    const asked = await probe.ask(url, { timeoutMs: requestMs, headers: { origin: target.site.origin } })
    // Whoever does not answer this answers nothing else.
    if (asked.outcome === 'failed') return target
    if (asked.outcome === 'answered' && isEcho(asked.answer.json)) return below(base, target)
  }
  return target
}

function below(base: string, { socket, ...target }: Target): Target {
  const { token, idle } = target
  return readTarget(socket.href, { base, token, idle: idle ?? false }) ?? { socket, ...target }
}
