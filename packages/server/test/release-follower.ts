/**
 * Somebody who has projects open while a server is killed and started again: one connection of the `centrifuge` SDK,
 * which comes back by itself. Notes what it hears in each project's channel, and what it must never hear: a gap, a
 * double, a recovery that failed.
 */
import { channels, type Id, type Position, type ProjectEvent } from '@copydesk/contract'
import { Centrifuge, type Subscription } from 'centrifuge'

export class ReleaseFollower {
  /** What went wrong. */
  readonly faults: string[] = []
  readonly #client: Centrifuge
  readonly #followed = new Map<Id, { subscription: Subscription; offset: number; releases: Id[] }>()

  /** `getToken` is asked at each connect. */
  constructor(url: string, getToken: () => Promise<string>) {
    this.#client = new Centrifuge(`${url.replace('http', 'ws')}/connection/websocket`, {
      getToken,
      minReconnectDelay: 10,
      maxReconnectDelay: 100,
    })
    this.#client.on('disconnected', ({ code, reason }) => {
      if (code !== 0) this.faults.push(`disconnected: ${code} ${reason}`)
    })
    this.#client.connect()
  }

  follow(projectId: Id, { offset, epoch }: Position): void {
    if (this.#followed.has(projectId)) return
    const channel = channels.project(projectId)
    const since = { offset, epoch }
    const subscription = this.#client.newSubscription(channel, { since, recoverable: true })
    const followed = { subscription, offset, releases: [] as Id[] }
    this.#followed.set(projectId, followed)
    subscription.on('publication', ({ data, offset: at = 0 }) => {
      if (at !== followed.offset + 1) this.faults.push(`${channel}: ${at} after ${followed.offset}`)
      followed.offset = at
      const event = data as ProjectEvent
      if (event.type === 'project.published' && event.release) followed.releases.push(event.release.id)
    })
    subscription.on('subscribed', ({ wasRecovering, recovered }) => {
      if (wasRecovering && !recovered) this.faults.push(`${channel}: not recovered`)
    })
    subscription.on('unsubscribed', ({ code, reason }) => {
      if (code !== 0) this.faults.push(`${channel}: ${code} ${reason}`)
    })
    subscription.subscribe()
  }

  /** Up to which offset each followed project was heard, by its channel. */
  heard(): Record<string, number> {
    return Object.fromEntries([...this.#followed].map(([id, { offset }]) => [channels.project(id), offset]))
  }

  /** The releases of each followed project, in the order heard. */
  releases(): [Id, Id[]][] {
    return [...this.#followed].map(([id, { releases }]) => [id, releases])
  }

  /** A connection has so many channels at most. */
  forget(projectId: Id): void {
    const followed = this.#followed.get(projectId)
    if (followed === undefined) return
    this.#followed.delete(projectId)
    followed.subscription.unsubscribe()
    this.#client.removeSubscription(followed.subscription)
  }

  stop(): void {
    this.#client.disconnect()
  }
}
