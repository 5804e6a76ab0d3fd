/**
 * Texts that are not sent yet, in the browser's storage, so that they survive a reload. A text that could not be
 * sent stays with the reason. It never throws: where storage is full or forbidden, it keeps them in memory.
 */

export interface Draft<Content> {
  content: Content
  /** Unix time in ms of the last change. */
  at: number
  /** Why it could not be sent; null while nobody tried. */
  failure: string | null
}

export interface DraftStore<Content> {
  get(key: string): Draft<Content> | null
  /** Keeps a text; `failure` when it could not be sent. */
  put(key: string, content: Content, failure?: string | null): void
  remove(key: string): void
}

export interface DraftStoreOptions {
  /** `localStorage`, or null where there is none. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | null
  /** Begins every key in the storage: who writes what. */
  prefix: string
  now: () => number
}

/** A text nobody came back to is dropped after this time. */
const keptForMs = 30 * 24 * 60 * 60 * 1000

/** Makes a store and drops what is too old in it. */
export function createDraftStore<Content>({ storage, prefix, now }: DraftStoreOptions): DraftStore<Content> {
  const memory = new Map<string, Draft<Content>>()
  const read = (name: string): Draft<Content> | null => {
    try {
      const text = storage?.getItem(name) ?? null
      return text === null ? null : (JSON.parse(text) as Draft<Content>)
    } catch {
      return null
    }
  }
  const forget = (name: string) => {
    memory.delete(name)
    try {
      storage?.removeItem(name)
    } catch {
      // Storage is forbidden here, so there is nothing in it.
    }
  }
  for (const name of namesIn(storage, prefix)) {
    const draft = read(name)
    if (draft === null || now() - draft.at > keptForMs) forget(name)
  }
  return {
    get: (key) => memory.get(prefix + key) ?? read(prefix + key),
    put(key, content, failure = null) {
      const name = prefix + key
      const draft = { content, at: now(), failure }
      memory.set(name, draft)
      try {
        storage?.setItem(name, JSON.stringify(draft))
      } catch {
        // Full or forbidden: the copy in memory serves until the page is left.
      }
    },
    remove: (key) => forget(prefix + key),
  }
}

function namesIn(storage: DraftStoreOptions['storage'], prefix: string): string[] {
  try {
    const names = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    return names.filter((name) => name.startsWith(prefix))
  } catch {
    return []
  }
}
