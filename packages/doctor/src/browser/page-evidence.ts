/** What only the page knows about the browser that it runs in. */
import type { PageEvidence } from '../evidence.ts'

/** What of a window is looked at. */
export interface PageWindow {
  location: { protocol: string }
  performance: Pick<Performance, 'getEntriesByType'>
}

export interface KnownOfPage {
  /** Windows of this browser with a connection of their own; null when not known. */
  windows?: number | null
  /** The last time that this page stood still. */
  gap?: PageEvidence['gap']
}

export function readPage(
  { windows = null, gap = null }: KnownOfPage = {},
  window: PageWindow = globalThis,
): PageEvidence {
  return {
    outcome: 'page',
    isSecure: window.location.protocol === 'https:',
    hasSharedWorker: 'SharedWorker' in window,
    protocol: lastProtocol(window.performance),
    windows,
    gap,
  }
}

/** The protocol of the latest request that tells one; of the page itself where none does. */
function lastProtocol(performance: PageWindow['performance']): string | null {
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ] as (PerformanceEntry & { nextHopProtocol?: string })[]
  return entries.findLast(({ nextHopProtocol }) => Boolean(nextHopProtocol))?.nextHopProtocol ?? null
}
