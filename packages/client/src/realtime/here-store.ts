/** Who is looking at a project now, shared between components: joined with the first, left after the last. */
import { channels, type Id } from '@copydesk/contract'
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
/** Leaving for a moment, e.g. between two tabs of the project, must not make the person flicker elsewhere. */
const graceMs = 5_000

/** Makes the stores of projects, one each. */
export function createHereStores(source: HereSource, clock: Clock): (projectId: Id) => HereStore {
  const stores = new Map<Id, HereStore>()
  return (projectId) => {
    const known = stores.get(projectId)
    if (known) return known
    const store = createHereStore(source, clock, projectId)
    stores.set(projectId, store)
    return store
  }
}

function createHereStore(source: HereSource, clock: Clock, projectId: Id): HereStore {
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
      here ??= source.here(channels.here(projectId), () => {
        for (const one of [...listeners]) one()
      })
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) cancel = clock.after(graceMs, release)
      }
    },
  }
}
