/**
 * Somebody who has every project open, at the client's own connection through the proxy: it comes back and goes on by
 * itself. Notes of each list what it was given, and holds live snapshots beside, as a screen does.
 */
import { setTimeout } from 'node:timers/promises'
import { createApi, createDesk, type Desk, type Live, Realtime } from '@copydesk/client'
import { channels, type Id, type ItemsState, type ProjectEvent, type ViewedProject } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Observed, Received } from '@copydesk/testkit/checker'
import { entryOf, type FollowedKind, listsOf, readSnapshot } from './lists.ts'

export interface Screens {
  project: Live<ViewedProject>
  items: Live<ItemsState>
}

const againMs = 200

export class Reader {
  readonly observed: (Observed & { received: Received[] })[] = []
  readonly screens = new Map<Id, Screens>()
  /** What must never happen to a reader. */
  readonly surprises: string[] = []
  /** Publications that it was given, of all lists together. */
  deliveries = 0
  readonly #name: string
  readonly #caller: ApiCaller
  readonly #realtime: Realtime
  readonly #desk: Desk
  #isStopped = false

  private constructor(name: string, caller: ApiCaller, realtime: Realtime, desk: Desk) {
    this.#name = name
    this.#caller = caller
    this.#realtime = realtime
    this.#desk = desk
  }

  static async connect(name: string, url: string, caller: ApiCaller): Promise<Reader> {
    const api = createApi({ baseUrl: url, headers: () => ({ cookie: caller.cookie, origin: url }) })
    const realtime = new Realtime({
      url: `${url.replace('http', 'ws')}/connection/websocket`,
      name,
      liveInfo: () => api.live.get(),
      getToken: async () => (await api.live.token()).token,
      checkSession: async () => ((await api.session.get()).person ? 'signed_in' : 'signed_out'),
      onError: (error) => reader.surprises.push(String(error)),
    })
    const desk = createDesk({ api, realtime, person: await api.me.get() })
    const reader = new Reader(name, caller, realtime, desk)
    realtime.start()
    return reader
  }

  /** Resolves when both lists have begun. */
  async open(id: Id): Promise<void> {
    const screens = { project: this.#desk.lives.project(id), items: this.#desk.lives.items(id) }
    this.screens.set(id, screens)
    for (const screen of Object.values(screens)) screen.subscribe(() => {})
    await Promise.all([this.#follow(id, 'comments'), this.#follow(id, 'items')])
  }

  /** Where it stands in each of its lists. */
  positions(): { channel: string; epoch: string; offset: number }[] {
    return this.observed.map(({ channel, received }) => {
      const { epoch, offset } = received.at(-1) ?? { epoch: '', offset: -1 }
      return { channel, epoch, offset }
    })
  }

  stop(): void {
    this.#isStopped = true
    this.#realtime.stop()
  }

  async #follow(id: Id, kind: FollowedKind): Promise<void> {
    const received: Received[] = []
    this.observed.push({ client: this.#name, channel: listsOf(id)[kind], received })
    let epoch = ''
    const begin = async () => {
      while (!this.#isStopped) {
        const snapshot = await readSnapshot(this.#caller, id, kind).catch(() => undefined)
        if (snapshot) {
          epoch = snapshot.epoch
          received.push(snapshot)
          if (membership.startAt(snapshot) === 'attached') return
          received.pop()
        }
        await setTimeout(againMs)
      }
    }
    const membership = this.#realtime.join(channels.project(id), {
      onPublication: ({ offset, data }, fresh) => {
        if (!fresh) return
        this.deliveries += 1
        received.push({ type: 'publication', epoch, offset, entry: entryOf[kind](data as ProjectEvent) })
      },
      onReload: () => void begin(),
      onClosed: ({ code, reason }) => this.surprises.push(`${this.#name}: closed with ${code} ${reason}`),
    })
    await begin()
  }
}
