import { describe, expect, it } from 'vitest'
import { beginEdit } from './edit.ts'
import type { Entry } from './entry.ts'
import { countStored, createEntryStore } from './entry-store.ts'

class FakeStorage {
  readonly values = new Map<string, string>()
  fault: 'full' | 'refused' | null = null
  get length() {
    return this.values.size
  }
  key = (index: number) => [...this.values.keys()][index] ?? null
  getItem = (name: string) => this.values.get(name) ?? null
  removeItem = (name: string) => void this.values.delete(name)
  setItem = (name: string, value: string) => {
    if (this.fault === 'full') throw new DOMException('exceeded', 'QuotaExceededError')
    if (this.fault === 'refused') throw new DOMException('no', 'SecurityError')
    this.values.set(name, value)
  }
}

const entry = (id: string, text = 'half a thought'): Entry => {
  const base = { revision: 0, fields: { body: '' }, by: null }
  return {
    id,
    subject: { kind: 'comment', projectId: 'p', itemId: null, parentId: null },
    place: 'Spring',
    tab: 'tab',
    isOpen: true,
    edit: { ...beginEdit(base, false), fields: { body: text } },
    nextKey: 'k',
    at: 5,
  }
}

describe('unsaved texts in the storage', () => {
  it('survive a reload, each by its own name', () => {
    const storage = new FakeStorage()
    const store = createEntryStore(storage, 'anna')
    store.put(entry('a'))
    store.put(entry('b', 'another'))
    store.remove('a')
    expect(createEntryStore(storage, 'anna').list()).toEqual([entry('b', 'another')])
  })

  it('are nobody else’s, and counted without being read', () => {
    const storage = new FakeStorage()
    createEntryStore(storage, 'anna').put(entry('a'))
    expect(createEntryStore(storage, 'ben').list()).toEqual([])
    expect([countStored(storage, 'anna'), countStored(storage, 'ben')]).toEqual([1, 0])
  })

  it('say why they could not be stored, and leave what was stored before', () => {
    const storage = new FakeStorage()
    const store = createEntryStore(storage, 'anna')
    expect(store.put(entry('a'))).toBeNull()
    for (const fault of ['full', 'refused'] as const) {
      storage.fault = fault
      expect(store.put(entry('a', 'longer'))).toBe(fault)
    }
    expect(createEntryStore(storage, 'anna').list()).toEqual([entry('a')])
    expect(createEntryStore(null, 'anna').put(entry('a'))).toBe('refused')
  })

  it('follow what other tabs write, and forget what they remove', () => {
    const storage = new FakeStorage()
    const store = createEntryStore(storage, 'anna')
    const name = 'copydesk:unsaved:anna:a'
    expect(store.noteForeign(name, JSON.stringify(entry('a')))).toEqual({ id: 'a', entry: entry('a') })
    expect(store.list()).toHaveLength(1)
    expect(store.noteForeign('copydesk:unsaved:ben:a', '{}')).toBeNull()
    store.noteForeign(name, null)
    expect(store.list()).toEqual([])
  })

  it.each(['{"id":', '{}', 'null', '[]', '{"id":"a","tab":"t","subject":{"kind":"x"},"edit":{"base":null}}'])(
    'read nothing from a damaged record: %s',
    (text) => {
      const storage = new FakeStorage()
      storage.setItem('copydesk:unsaved:anna:a', text)
      expect(createEntryStore(storage, 'anna').list()).toEqual([])
    },
  )
})
