/** The ids of the items of a source: known ones, and new ones for keys that have none yet. */
import type { Id } from '@copydesk/contract'
import { systemActor } from '../command/system-actor.ts'
import type { Services } from '../services.ts'
import { chunks } from '../storage/chunks.ts'
import { lockByName } from '../storage/named-lock.ts'
import type { Tx } from '../storage/storage.ts'
import { itemsOfSource, reserveItems } from './memory.ts'
import type { FoundText } from './read-folder.ts'
import { type ImportSource, openSource, rememberFolder } from './source.ts'

export interface Claim {
  origin: ImportSource
  texts: readonly FoundText[]
  /** Marks of the languages that were found. */
  languages: readonly string[]
}

type Ids = Map<string, Id>

/** Writes nothing: ids of new items are good for counting only. */
export async function knownIds({ storage, newId }: ClaimServices, { origin, texts }: Claim): Promise<Ids> {
  const ids = await storage.read((tx) => itemsOfSource(tx, origin.source))
  return new Map([...ids, ...newIds(texts, ids, newId)])
}

/**
 * Remembers the folder and reserves the ids before any text is written: links between the files name them, and of two
 * runs at once both must mean the same item.
 */
export async function claimIds(services: ClaimServices, { origin, texts, languages }: Claim): Promise<Ids> {
  const { storage, newId } = services
  const ids = await storage.read((tx) => itemsOfSource(tx, origin.source))
  if (texts.length === 0) return ids
  await write(services, async (tx, now) => {
    await lockByName(tx, `import:${origin.source}`)
    await openSource(tx, origin)
    await rememberFolder(tx, origin, languages, now)
  })
  for (const chunk of chunks([...newIds(texts, ids, newId)])) {
    await write(services, (tx) => reserveItems(tx, origin.source, chunk))
  }
  return storage.read((tx) => itemsOfSource(tx, origin.source))
}

type ClaimServices = Pick<Services, 'storage' | 'runner' | 'newId'>

function newIds(texts: readonly FoundText[], ids: ReadonlyMap<string, Id>, newId: () => Id): Ids {
  const keys = new Set(texts.map((text) => text.key))
  return new Map([...keys].flatMap((key) => (ids.has(key) ? [] : [[key, newId()]])))
}

async function write({ runner }: ClaimServices, work: (tx: Tx, now: number) => Promise<void>): Promise<void> {
  await runner.run({ actor: systemActor }, async ({ tx, now }) => {
    await work(tx, now)
    return { body: undefined, events: [] }
  })
}
