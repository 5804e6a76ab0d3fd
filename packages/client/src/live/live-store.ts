/** Live snapshots by key, so that components which show the same thing share one. Loads nothing itself. */
import type { Live } from './live-types.ts'

/** A key, or the beginning of several, that knows the type of state kept under it. */
export type LiveKey<State> = string & { readonly stateOfKey?: State }

/** Gives a key its type of state; the same text must always get the same type. */
export function liveKey<State>(text: string): LiveKey<State> {
  return text
}

export interface LiveStore {
  /** The live snapshot of a key, made on first use. */
  get<State extends object>(key: LiveKey<State>, create: () => Live<State>): Live<State>
  /** The live snapshot of a key if somebody uses it at this moment. */
  active<State extends object>(key: LiveKey<State>): Live<State> | undefined
  /** Those in use whose key starts with a prefix. */
  activeUnder<State extends object>(prefix: LiveKey<State>): Live<State>[]
  /** Loads everything in use anew, in place. */
  refreshAll(): Promise<void>
  /** Lets go of what nobody uses, so that none of it is shown again before it is loaded. */
  forgetIdle(): void
}

/** Released ones kept, so that going back shows the old data at once while the new is loaded. */
const keptIdle = 30

/** Makes an empty store. */
export function createLiveStore(): LiveStore {
  // A key knows its type of state; a Map of all of them cannot.
  const lives = new Map<string, Live<never>>()
  const forgetIdle = (kept: number) => {
    const idle = [...lives].filter(([, live]) => !live.isActive)
    for (const [key] of idle.slice(0, Math.max(0, idle.length - kept))) lives.delete(key)
  }
  return {
    get<State extends object>(key: LiveKey<State>, create: () => Live<State>): Live<State> {
      const known = lives.get(key) as Live<State> | undefined
      const live = known ?? create()
      // Kept in the order of use, so that the longest unused goes first.
      lives.delete(key)
      lives.set(key, live as unknown as Live<never>)
      if (!known) forgetIdle(keptIdle)
      return live
    },
    active<State extends object>(key: LiveKey<State>) {
      const live = lives.get(key)
      return live?.isActive ? (live as unknown as Live<State>) : undefined
    },
    activeUnder<State extends object>(prefix: LiveKey<State>) {
      return [...lives]
        .filter(([key, live]) => live.isActive && key.startsWith(prefix))
        .map(([, live]) => live as unknown as Live<State>)
    },
    async refreshAll() {
      const active = [...lives.values()].filter((live) => live.isActive)
      await Promise.all(active.map((live) => live.refresh()))
    },
    forgetIdle: () => forgetIdle(0),
  }
}
