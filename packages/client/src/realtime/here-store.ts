/** Who is in a presence channel now, shared between components: joined with the first, left after the last. */
import type { Cancel, Clock } from './clock.ts'
import type { RealtimeConnection } from './connection.ts'
import type { Here, Present } from './here.ts'
import { TypingVoice } from './typing-voice.ts'
import { typingLapseMs } from './typists.ts'

export interface HereStore {
  /** The same list until it changes. */
  getSnapshot(): readonly Present[]
  /** What the server said there last; undefined once that lapsed. */
  getSaid(): unknown
  subscribe(listener: () => void): () => void
  /** One pressed a key at a place that the others know by these words. Says nothing while nobody is subscribed. */
  typed(place: string): void
  /** One does not write there any more. */
  stopped(): void
}

type HereSource = Pick<RealtimeConnection, 'here' | 'publish' | 'isConnected'>

interface HereOptions {
  source: HereSource
  clock: Clock
  /** Who is looking. */
  personId: string
}

const nobody: readonly Present[] = []
/** Leaving for a moment, e.g. between two tabs of a project, must not make the person flicker elsewhere. */
const graceMs = 5_000

/** Makes the stores of channels, one each. */
export function createHereStores(options: HereOptions): (channel: string) => HereStore {
  const stores = new Map<string, HereStore>()
  return (channel) => {
    const known = stores.get(channel)
    if (known) return known
    const store = createHereStore(options, channel)
    stores.set(channel, store)
    return store
  }
}

function createHereStore({ source, clock, personId }: HereOptions, channel: string): HereStore {
  const listeners = new Set<() => void>()
  let here: Here | null = null
  let cancel: Cancel = () => {}
  let said: unknown
  const getPeople = () => here?.getPeople() ?? nobody
  const say = (typing: string | null) => {
    // Said late, it would be wrong; where it cannot be said at all, nobody is kept waiting for it.
    if (source.isConnected()) source.publish(channel, { typing }).catch(() => {})
  }
  const voice = new TypingVoice({ personId, getPeople, say, clock })
  const tell = () => {
    for (const one of [...listeners]) one()
  }
  const hear = (word: unknown) => {
    said = word
    clock.after(typingLapseMs, () => {
      // Meanwhile it may have said more.
      if (said !== word) return
      said = undefined
      tell()
    })
  }
  const release = () => {
    here?.close()
    here = null
  }
  return {
    getSnapshot: getPeople,
    getSaid: () => said,
    subscribe(listener) {
      listeners.add(listener)
      cancel()
      here ??= source.here(channel, (word) => {
        if (word !== undefined) hear(word)
        tell()
      })
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) cancel = clock.after(graceMs, release)
      }
    },
    typed: (place) => {
      if (here !== null) voice.typed(place)
    },
    stopped: () => voice.stopped(),
  }
}
