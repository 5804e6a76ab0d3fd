/**
 * The unsaved texts of one person in this browser's storage, one record each, seen alike in every tab. It never
 * throws: where storage is full or forbidden, `put` says so, and the caller keeps the text in memory.
 */
import { sharedName } from '../base-path.ts'
import { type Entry, readEntry } from './entry.ts'

/** Why nothing can be stored. */
export type StorageTrouble = 'full' | 'refused'

/** What the store needs of `localStorage`. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export interface EntryStore {
  /** All of the person's, of every tab, oldest first. */
  list(): readonly Entry[]
  get(id: string): Entry | null
  /** Null when it is stored. */
  put(entry: Entry): StorageTrouble | null
  remove(id: string): void
  /** What another tab wrote or removed. */
  noteForeign(
    storageKey: string | null,
    text: string | null,
  ): { id: string; entry: Entry | null } | 'all' | null
}

const prefix = sharedName('copydesk:unsaved:')

/** The store of one person's texts; another person's are never looked at. */
export function createEntryStore(storage: TextStorage | null, personId: string): EntryStore {
  const own = `${prefix}${personId}:`
  let entries = readAll(storage, own)
  const changed = (id: string, entry: Entry | null) => {
    const next = new Map(entries)
    if (entry === null) next.delete(id)
    else next.set(id, entry)
    entries = next
  }
  let listed: { of: typeof entries; list: readonly Entry[] } | null = null
  return {
    list() {
      if (listed?.of !== entries) {
        const list = [...entries.values()].sort((one, other) => one.at - other.at)
        listed = { of: entries, list }
      }
      return listed.list
    },
    get: (id) => entries.get(id) ?? null,
    put(entry) {
      try {
        if (storage === null) return 'refused'
        storage.setItem(own + entry.id, JSON.stringify(entry))
        changed(entry.id, entry)
        return null
      } catch (error) {
        // What is stored is older than what is in memory, and still better than nothing.
        return isQuota(error) ? 'full' : 'refused'
      }
    },
    remove(id) {
      changed(id, null)
      try {
        storage?.removeItem(own + id)
      } catch {
        // Storage is forbidden here, so there is nothing in it.
      }
    },
    noteForeign(storageKey, text) {
      if (storageKey === null) {
        entries = readAll(storage, own)
        return 'all'
      }
      if (!storageKey.startsWith(own)) return null
      const id = storageKey.slice(own.length)
      const entry = text === null ? null : readEntry(text)
      changed(id, entry)
      return { id, entry }
    },
  }
}

/** How many texts of other people, or of anybody, lie here: for the page before the sign-in. */
export function countStored(storage: TextStorage | null, personId: string | null): number {
  return namesIn(storage, personId === null ? prefix : `${prefix}${personId}:`).length
}

function readAll(storage: TextStorage | null, own: string): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>()
  for (const name of namesIn(storage, own)) {
    const entry = readEntry(storage?.getItem(name) ?? '')
    if (entry !== null) found.set(entry.id, entry)
  }
  return found
}

function namesIn(storage: TextStorage | null, start: string): string[] {
  try {
    const names = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    return names.filter((name) => name.startsWith(start))
  } catch {
    return []
  }
}

function isQuota(error: unknown): boolean {
  return error instanceof Error && /quota/i.test(`${error.name} ${error.message}`)
}
