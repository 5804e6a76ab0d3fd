/**
 * Who is in a presence channel: asked for once the subscription stands and every so often (a leave can be
 * lost), kept up to date by joins and leaves in between, and where they write. Nothing of it is journaled, so there is no
 * offset.
 */
import type { Clock } from './clock.ts'
import type { ClientInfo, Link, LinkSubscription } from './link.ts'
import type { Movable } from './shared-channels.ts'
import { hear, type Typists } from './typists.ts'

/** A person in a channel, with one or more windows. */
export interface Present {
  personId: string
  /** How many connections the person has there. */
  windows: number
  /** Where they write, in the words of whoever said so; absent while they do not. */
  typing?: readonly string[] | undefined
}

export interface Here {
  /** Who is there, by person id; the same list until it changes. Empty while not connected. */
  getPeople(): readonly Present[]
  /** Leaves the channel. */
  close(): void
}

interface HereOptions {
  /** Null while there is none yet. */
  link: Link | null
  channel: string
  changed: (said?: unknown) => void
  clock: Clock
  resyncEveryMs?: number
}

type Clients = ReadonlyMap<string, ClientInfo>

/**
 * Joins a presence channel; `changed` is called whenever `getPeople` gives another list, and with what the server says
 * there, which no client does.
 */
export function watchHere({
  link: firstLink,
  channel,
  changed,
  clock,
  resyncEveryMs = 30_000,
}: HereOptions): Here & Movable {
  let link = firstLink
  let clients: Clients = new Map()
  let people: readonly Present[] = []
  let closed = false
  let asked = 0
  /** Null after the server ended it; the next round tries again. */
  let subscription: LinkSubscription | null = null
  /** Joins and leaves while an answer is on its way: they may be newer than it. */
  let meanwhile: ((into: Map<string, ClientInfo>) => void)[] = []
  const typists: Typists = new Map()

  const show = (next: Clients) => {
    clients = next
    const list = listPeople(next, typists)
    if (JSON.stringify(list) === JSON.stringify(people)) return
    people = list
    changed()
  }
  const change = (edit: (into: Map<string, ClientInfo>) => void) => {
    meanwhile.push(edit)
    const next = new Map(clients)
    edit(next)
    show(next)
  }
  const resync = async () => {
    if (closed || !subscription?.isSubscribed()) return
    asked += 1
    const mine = asked
    meanwhile = []
    try {
      const next = new Map(Object.entries(await subscription.presence()))
      if (closed || mine !== asked) return
      for (const edit of meanwhile) edit(next)
      show(next)
    } catch {
      // The next round, or the next subscribe, asks again.
    }
  }

  const open = () =>
    link?.subscribe(
      channel,
      { since: null, joinLeave: true },
      {
        subscribed: () => void resync(),
        publication: ({ data }, by) => {
          if (by) hear(typists, by.client, data, clock, () => show(clients))
          else changed(data)
        },
        lost: () => {},
        closed: () => {
          subscription?.remove()
          subscription = null
          show(new Map())
        },
        joined: (client) => change((into) => into.set(client.client, client)),
        left: ({ client }) => {
          typists.delete(client)
          change((into) => into.delete(client))
        },
      },
    ) ?? null
  let cancel = () => {}
  const rounds = () => {
    cancel = clock.after(resyncEveryMs, () => {
      rounds()
      subscription ??= open()
      void resync()
    })
  }
  subscription = open()
  rounds()

  return {
    getPeople: () => people,
    moveTo(next) {
      if (closed) return
      subscription?.remove()
      // An answer on its way over the old link says nothing about the new one.
      asked += 1
      link = next
      subscription = open()
    },
    close() {
      closed = true
      cancel()
      typists.clear()
      subscription?.remove()
    },
  }
}

function listPeople(clients: Clients, typists: Typists): Present[] {
  const present = [...clients.values()].filter(({ user }) => user)
  return [...Map.groupBy(present, ({ user }) => user)]
    .map(([personId, windows]) => {
      const typing = windows.flatMap(({ client }) => typists.get(client)?.place ?? [])
      return { personId, windows: windows.length, typing: typing[0] ? typing : undefined }
    })
    .sort((a, b) => (a.personId < b.personId ? -1 : 1))
}
