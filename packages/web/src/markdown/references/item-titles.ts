/**
 * The titles of the items that comments and notifications on a screen refer to. Those that appear together are one question, and all
 * questions follow one channel: hundreds of references leave the connection's other channels free.
 */
import type { Desk, Live } from '@copydesk/client'
import { type ContentTitle, type ContentTitles, type Id, maxTitles } from '@copydesk/contract'

type Open = (ids: readonly Id[]) => Live<ContentTitles>

export class ItemTitles {
  readonly #open: Open
  readonly #batches = new Map<Id, Batch>()
  /** Takes more, until the references of this moment are all there. */
  #growing: Batch | null = null

  constructor(open: Open) {
    this.#open = open
  }

  /**
   * Of an item, or of one version of it. Undefined until it is known, and of a version that is not the newest in its
   * language; null where one sees no such item.
   */
  titleOf(id: Id, versionId: Id | null = null): string | null | undefined {
    const known = this.#batches.get(id)?.titleOf(id)
    if (versionId === null || known === undefined || known.title === null) return known?.title
    return known.languages.find((one) => one.versionId === versionId)?.title
  }

  /** Keeps a title as it is now, until the function that it returns is called. */
  follow(id: Id, listener: () => void): () => void {
    const batch = this.#batches.get(id) ?? this.#join(id)
    const leave = batch.add(listener)
    return () => {
      leave()
      if (!batch.isEmpty) return
      if (this.#growing === batch) this.#growing = null
      for (const one of batch.ids) this.#batches.delete(one)
    }
  }

  #join(id: Id): Batch {
    const batch = this.#growing ?? this.#begin()
    batch.ids.push(id)
    this.#batches.set(id, batch)
    if (batch.ids.length === maxTitles) this.#growing = null
    return batch
  }

  #begin(): Batch {
    const batch = new Batch()
    this.#growing = batch
    queueMicrotask(() => {
      if (this.#growing === batch) this.#growing = null
      if (!batch.isEmpty) batch.start(this.#open)
    })
    return batch
  }
}

/** Items that are asked for at once. */
class Batch {
  readonly ids: Id[] = []
  readonly #listeners = new Map<number, () => void>()
  #nextKey = 0
  #live: Live<ContentTitles> | null = null
  #stop = () => {}
  #known: { data: ContentTitles | undefined; titles: ReadonlyMap<Id, ContentTitle> } = {
    data: undefined,
    titles: new Map(),
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  titleOf(id: Id): ContentTitle | undefined {
    const data = this.#live?.getSnapshot().data
    if (data !== this.#known.data) {
      this.#known = { data, titles: new Map(data?.data.map((one) => [one.id, one])) }
    }
    return this.#known.titles.get(id)
  }

  /** The last one to leave ends it. */
  add(listener: () => void): () => void {
    const key = this.#nextKey
    this.#nextKey += 1
    this.#listeners.set(key, listener)
    return () => {
      this.#listeners.delete(key)
      if (this.isEmpty) this.#stop()
    }
  }

  start(open: Open): void {
    this.#live = open([...this.ids].sort())
    const tell = () => {
      for (const listener of [...this.#listeners.values()]) listener()
    }
    this.#stop = this.#live.subscribe(tell)
    // What another screen left behind is known at once.
    tell()
  }
}

const ofDesks = new WeakMap<Desk, ItemTitles>()

/** The titles as one person sees them. */
export function titlesFor(desk: Desk): ItemTitles {
  const known = ofDesks.get(desk) ?? new ItemTitles(desk.lives.titles)
  ofDesks.set(desk, known)
  return known
}
