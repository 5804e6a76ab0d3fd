/** The unsent texts of the person at this screen. One store per person and kind of text, for the whole page. */
import { useDesk } from '@copydesk/react'
import { browserStorage } from '../../../browser/storage.ts'
import { createDraftStore, type DraftStore } from './draft-store.ts'

const stores = new Map<string, DraftStore<unknown>>()

/** The store of one kind of text: `comment`, `version`. Each kind has one type of content. */
export function useDrafts<Content>(kind: string): DraftStore<Content> {
  const { person } = useDesk()
  const prefix = `copydesk:${kind}:${person.id}:`
  const known = stores.get(prefix)
  if (known) return known as DraftStore<Content>
  const store = createDraftStore<Content>({ storage: browserStorage(), prefix, now: () => Date.now() })
  stores.set(prefix, store)
  return store
}
