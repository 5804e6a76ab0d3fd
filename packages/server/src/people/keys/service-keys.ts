/**
 * Recognises service keys: one indexed look-up by hash, then from memory for a second. Tells listeners (the hub) of keys
 * that ended, whichever process ended them. Knows no HTTP.
 */
import { type Id, type KeyScope, roleOfScopes } from '@copydesk/contract'
import { Listeners } from '@copydesk/hub'
import type { SignedIn } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { StorageFailure } from '../../storage/storage-failure.ts'
import { hashKey, isKeyText } from './key-text.ts'
import { scopesOf } from './present.ts'
import { selectValidKeys } from './queries.ts'

/** A service that came with its key. */
export interface Service extends SignedIn {
  kind: 'service'
  sessionId: null
  keyId: Id
  scopes: ReadonlySet<KeyScope>
}

interface Known {
  service: Service
  /** Of `elapsed`. */
  readAt: number
  lastUsedAt: number | null
}

/** How long a key is taken for valid unasked; sockets and requests stop within twice that. */
const trustedMs = 1000
const minuteMs = 60_000

export type ServiceKeysOptions = Pick<Services, 'storage' | 'now' | 'elapsed'>

/** One per process. */
export class ServiceKeys {
  readonly #options: ServiceKeysOptions
  readonly #byHash = new Map<string, Known>()
  readonly #ended = new Listeners<Id>()

  constructor(options: ServiceKeysOptions) {
    this.#options = options
  }

  /** The service behind a key, or null for a key that is unknown, revoked or expired. */
  async find(key: string): Promise<Service | null> {
    if (!isKeyText(key)) return null
    const hash = hashKey(key)
    const known = this.#byHash.get(hash)
    const { storage, now, elapsed } = this.#options
    if (known && elapsed() - known.readAt < trustedMs) return known.service
    const readAt = elapsed()
    const row = await storage.read((tx) =>
      selectValidKeys(tx, now()).where('key_hash', '=', hash).executeTakeFirst(),
    )
    if (!row) {
      this.#forget(hash)
      return null
    }
    const service = serviceOf(row)
    const found = { service, readAt, lastUsedAt: Math.max(known?.lastUsedAt ?? 0, row.last_used_at ?? 0) }
    this.#byHash.set(hash, found)
    await this.#noteUse(found)
    return service
  }

  /** As `find`, by the id of the key, for connection tokens that name one. */
  async findById(id: Id): Promise<Service | null> {
    const { storage, now, elapsed } = this.#options
    const readAt = elapsed()
    const row = await storage.read((tx) =>
      selectValidKeys(tx, now()).select('key_hash').where('id', '=', id).executeTakeFirst(),
    )
    if (!row) return null
    const service = serviceOf(row)
    // From here on `check` looks after it.
    this.#byHash.set(row.key_hash, { service, readAt, lastUsedAt: row.last_used_at })
    return service
  }

  /** Looks for keys in use that ended behind this process's back: one small query. */
  async check(): Promise<void> {
    if (this.#byHash.size === 0) return
    const { storage, now } = this.#options
    const known = [...this.#byHash]
    const ids = known.map(([, { service }]) => service.keyId)
    const rows = await storage.read((tx) =>
      selectInChunks(ids, (chunk) => selectValidKeys(tx, now()).where('id', 'in', chunk).execute()),
    )
    const valid = new Set(rows.map(({ id }) => id))
    for (const [hash, { service }] of known) if (!valid.has(service.keyId)) this.#forget(hash)
  }

  /** Calls back with the id of each key that ended, until the returned function is called. */
  onEnded(listener: (keyId: Id) => void): () => void {
    return this.#ended.add(listener)
  }

  #forget(hash: string): void {
    const known = this.#byHash.get(hash)
    if (!known) return
    this.#byHash.delete(hash)
    this.#ended.tell(known.service.keyId)
  }

  /** To the minute. A database that cannot be written to is no reason to refuse a read. */
  async #noteUse(known: Known): Promise<void> {
    const { storage, now } = this.#options
    const at = now()
    if (known.lastUsedAt !== null && at - known.lastUsedAt < minuteMs) return
    known.lastUsedAt = at
    const { keyId } = known.service
    try {
      await storage.write((tx) =>
        tx.updateTable('service_keys').set({ last_used_at: at }).where('id', '=', keyId).execute(),
      )
    } catch (error) {
      if (!(error instanceof StorageFailure)) throw error
    }
  }
}

function serviceOf(row: { id: Id; name: string; scopes: string }): Service {
  const scopes = new Set(scopesOf(row))
  const { id, name } = row
  return { id, kind: 'service', name, role: roleOfScopes(scopes), sessionId: null, keyId: id, scopes }
}
