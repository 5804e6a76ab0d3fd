/** Who is in a presence channel now, shared between components: joined with the first, left after the last. */
import type { Cancel, Clock } from './clock.ts'
import type { Here, Present } from './here.ts'

export interface HereStore {
  /** The same list until it changes. */
  getSnapshot(): readonly Present[]
  subscribe(listener: () => void): () => void
}

interface HereSource {
  here(channel: string, changed: () => void): Here
}

const nobody: readonly Present[] = []
/** Leaving for a moment, e.g. between two tabs of a project, must not make the person flicker elsewhere. */
const graceMs = 5_000

/** Makes the stores of channels, one each. */
export function createHereStores(source: HereSource, clock: Clock): (channel: string) => HereStore {
  const stores = new Map<string, HereStore>()
  return (channel) => {
    const known = stores.get(channel)
    if (known) return known
    const store = createHereStore(source, clock, channel)
    stores.set(channel, store)
    return store
  }
}

function createHereStore(source: HereSource, clock: Clock, channel: string): HereStore {
  const listeners = new Set<() => void>()
  let here: Here | null = null
  let cancel: Cancel = () => {}
  const release = () => {
    here?.close()
    here = null
  }
  return {
    getSnapshot: () => here?.getPeople() ?? nobody,
    subscribe(listener) {
      listeners.add(listener)
      cancel()
      here ??= source.here(channel, () => {
        for (const one of [...listeners]) one()
      })
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) cancel = clock.after(graceMs, release)
      }
    },
  }
}
