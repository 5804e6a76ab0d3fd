/** Who is in the presence channels that tabs look at: each watched once, however many tabs look. */
import type { RealtimeConnection } from '../realtime/connection.ts'
import type { Here, Present } from '../realtime/here.ts'

type Listener = (people: readonly Present[], said?: unknown) => void

interface Watched {
  here: Here
  listeners: Set<Listener>
}

export class SharedHere {
  readonly #realtime: RealtimeConnection
  readonly #watched = new Map<string, Watched>()

  constructor(realtime: RealtimeConnection) {
    this.#realtime = realtime
  }

  /** Tells who is there, now and whenever it changes, and what the server says, until the returned function is called. */
  watch(channel: string, listener: Listener): () => void {
    const watched = this.#watched.get(channel) ?? this.#open(channel)
    watched.listeners.add(listener)
    listener(watched.here.getPeople())
    return () => {
      watched.listeners.delete(listener)
      if (watched.listeners.size > 0 || this.#watched.get(channel) !== watched) return
      this.#watched.delete(channel)
      watched.here.close()
    }
  }

  #open(channel: string): Watched {
    const listeners = new Set<Listener>()
    const here = this.#realtime.here(channel, (said) => {
      for (const listener of [...listeners]) listener(here.getPeople(), said)
    })
    const watched = { here, listeners }
    this.#watched.set(channel, watched)
    return watched
  }
}
