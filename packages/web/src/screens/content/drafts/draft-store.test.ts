import { describe, expect, it } from 'vitest'
import { createDraftStore } from './draft-store.ts'

class FakeStorage {
  readonly values = new Map<string, string>()
  isFull = false
  get length() {
    return this.values.size
  }
  key = (index: number) => [...this.values.keys()][index] ?? null
  getItem = (name: string) => this.values.get(name) ?? null
  removeItem = (name: string) => void this.values.delete(name)
  setItem = (name: string, value: string) => {
    if (this.isFull) throw new Error('QuotaExceededError')
    this.values.set(name, value)
  }
}

const day = 24 * 60 * 60 * 1000
const storeOver = (storage: FakeStorage | null, nowMs = 0) =>
  createDraftStore<string>({ storage, prefix: 'draft:anna:', now: () => nowMs })

describe('drafts', () => {
  it('survive a reload', () => {
    const storage = new FakeStorage()
    storeOver(storage).put('a', 'half a thought')
    expect(storeOver(storage).get('a')).toEqual({ content: 'half a thought', at: 0, failure: null })
  })

  it('keep why they could not be sent, until they are changed', () => {
    const store = storeOver(new FakeStorage())
    store.put('a', 'text', 'The server cannot be reached')
    expect(store.get('a')?.failure).toBe('The server cannot be reached')
    store.put('a', 'text!')
    expect(store.get('a')?.failure).toBeNull()
  })

  it('are gone once removed', () => {
    const storage = new FakeStorage()
    const store = storeOver(storage)
    store.put('a', 'text')
    store.remove('a')
    expect(store.get('a')).toBeNull()
    expect(storage.length).toBe(0)
  })

  it('are dropped after thirty days, those of other people left alone', () => {
    const storage = new FakeStorage()
    storeOver(storage, 0).put('old', 'text')
    storeOver(storage, 20 * day).put('new', 'text')
    storage.setItem('draft:ben:x', 'not ours')
    const store = storeOver(storage, 31 * day)
    expect(store.get('old')).toBeNull()
    expect(store.get('new')?.content).toBe('text')
    expect(storage.getItem('draft:ben:x')).toBe('not ours')
  })

  it('stay in memory where storage is full or missing', () => {
    const storage = new FakeStorage()
    storage.isFull = true
    for (const store of [storeOver(storage), storeOver(null)]) {
      store.put('a', 'text')
      expect(store.get('a')?.content).toBe('text')
    }
  })

  it('read nothing from a damaged entry', () => {
    const storage = new FakeStorage()
    storage.setItem('draft:anna:a', '{"content":')
    expect(storeOver(storage).get('a')).toBeNull()
  })
})
