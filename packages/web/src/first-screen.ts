/**
 * Whether the first screen of this page is drawn: what is not needed for it waits until then. It is when the browser
 * has nothing more to do for it, and in any case after a while.
 */

/** A browser that is never idle must not hold the rest back. */
const latestMs = 2_000

let isDrawn = false
const waiting = new Set<() => void>()

/** Begins to look; to be called once, when the first screen begins to be drawn. */
export function watchFirstScreen(): void {
  const drawn = () => {
    isDrawn = true
    for (const run of waiting) run()
    waiting.clear()
  }
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(drawn, { timeout: latestMs })
  else setTimeout(drawn, latestMs / 4)
}

export const firstScreen = {
  isDrawn: (): boolean => isDrawn,
  /** Calls `run` once it is drawn, at once where it is; returns how to give that up. */
  whenDrawn: (run: () => void): (() => void) => {
    if (isDrawn) run()
    else waiting.add(run)
    return () => void waiting.delete(run)
  },
}
