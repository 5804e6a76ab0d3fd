/** Whom this tab watches in presence channels. The host watches for it; each new host is asked anew. */
import type { Here, Present } from '../realtime/here.ts'
import type { ToWorker } from './messages.ts'
import { nextSubscriptionId } from './port-link.ts'

interface Watcher {
  channel: string
  people: readonly Present[]
  changed: (said?: unknown) => void
}

export class PresenceWatchers {
  readonly #post: (message: ToWorker) => void
  readonly #watchers = new Map<number, Watcher>()

  /** `post` reaches the present host, if there is one. */
  constructor(post: (message: ToWorker) => void) {
    this.#post = post
  }

  watch(channel: string, changed: (said?: unknown) => void): Here {
    const id = nextSubscriptionId()
    const watcher: Watcher = { channel, people: [], changed }
    this.#watchers.set(id, watcher)
    this.#post({ type: 'watch', id, channel })
    return {
      getPeople: () => watcher.people,
      close: () => {
        if (this.#watchers.delete(id)) this.#post({ type: 'unwatch', id })
      },
    }
  }

  /** Another host serves from now on. */
  watchAgain(): void {
    for (const [id, { channel }] of this.#watchers) this.#post({ type: 'watch', id, channel })
  }

  /** The host says who is there, and what the server said. */
  take(id: number, people: readonly Present[], said?: unknown): void {
    const watcher = this.#watchers.get(id)
    if (!watcher) return
    watcher.people = people
    watcher.changed(said)
  }
}
