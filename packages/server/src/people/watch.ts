/** Looks regularly for what ended behind this process's back: sessions, keys. */

/** Something that can look for itself, and tells its own listeners. */
export interface Checked {
  check(): Promise<void>
}

/** Checks all of them every `intervalMs` until the returned function is called; never twice at a time. */
export function watch(
  watched: readonly Checked[],
  intervalMs: number,
  onError: (error: unknown) => void,
): () => void {
  let isRunning = false
  const timer = setInterval(async () => {
    if (isRunning) return
    isRunning = true
    for (const one of watched) await one.check().catch(onError)
    isRunning = false
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
