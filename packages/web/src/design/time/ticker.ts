/** One timer for every relative time on the screen. It rests while nobody listens or the page is hidden. */

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** Calls back every second while the page is visible, and once when it becomes so; returns how to stop. */
export function onTick(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', startOrRest)
  listeners.add(listener)
  startOrRest()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    document.removeEventListener('visibilitychange', startOrRest)
    startOrRest()
  }
}

function startOrRest(): void {
  const isNeeded = listeners.size > 0 && document.visibilityState === 'visible'
  if (isNeeded && timer === undefined) {
    timer = setInterval(tick, 1000)
    tick()
  } else if (!isNeeded) {
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  for (const listener of listeners) listener()
}
