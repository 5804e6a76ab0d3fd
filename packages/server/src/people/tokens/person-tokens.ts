/**
 * Person tokens: JWTs (RFC 7519) that the backend of an application signs, so that its people use Copydesk inside it
 * without signing in again. Who a token names is made a person at first sight. Verified tokens are taken from memory for
 * a second. Tells listeners (the hub) of tokens whose person is gone or has another role.
 */
import { createHash } from 'node:crypto'
import { type Id, lesserRole, type Person, type Role } from '@copydesk/contract'
import { Listeners } from '@copydesk/hub'
import { deniedFor, type TokenFault, verifyToken } from '@copydesk/hub/namespaces'
import { decodeProtectedHeader } from 'jose'
import { Refusal } from '../../command/refusal.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import type { Settings } from '../../settings/settings.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { findByExternalId } from '../queries.ts'
import { readAccessMark } from '../sessions/access-marks.ts'
import { ensurePerson } from './ensure-person.ts'
import { type PersonClaims, readClaims } from './person-claims.ts'

export type PersonTokenSettings = Pick<
  Settings,
  'personTokenSecret' | 'personTokenPublicKey' | 'personTokenIssuer' | 'personTokenAudience' | 'publicUrl'
>

export type PersonTokensOptions = Pick<Services, 'storage' | 'runner' | 'now' | 'elapsed'> & {
  settings: PersonTokenSettings
}

/** What listeners are told: the id under which the token's connections are known. */
export interface EndedToken {
  tokenId: string
  personId: Id
  reason: 'gone' | 'rights_changed'
}

export type VerifiedPerson = { ok: true; caller: SignedIn; expiresAt: number } | TokenFault

interface Known {
  caller: SignedIn
  role: Role
  accessMark: string | null
  expiresAt: number
  /** Of `elapsed`. */
  readAt: number
}

/** How long a token is taken for its person unasked. */
const trustedMs = 1000
/** Tokens remembered; beyond it the oldest is verified again. */
const maxKnown = 10_000

/** One per process. */
export class PersonTokens {
  readonly #options: PersonTokensOptions
  readonly #known = new Map<string, Known>()
  readonly #ended = new Listeners<EndedToken>()

  constructor(options: PersonTokensOptions) {
    this.#options = options
  }

  /** Whether any token can be verified here. */
  get isOn(): boolean {
    const { personTokenSecret, personTokenPublicKey } = this.#options.settings
    return personTokenSecret !== undefined || personTokenPublicKey !== undefined
  }

  /** The person of the token. Rejects with a Refusal where the person cannot be made. */
  async verify(token: string): Promise<VerifiedPerson> {
    const tokenId = createHash('sha256').update(token).digest('base64url')
    const { now, elapsed } = this.#options
    const known = this.#known.get(tokenId)
    if (known && known.expiresAt * 1000 > now() && elapsed() - known.readAt < trustedMs) {
      return { ok: true, caller: known.caller, expiresAt: known.expiresAt }
    }
    const verified = await this.#verifyClaims(token)
    if (!verified.ok) return verified
    const { claims } = verified
    const readAt = elapsed()
    const person = await this.#personOf(claims)
    if (person.state !== 'active') throw new Refusal('account_deactivated')
    const caller: SignedIn = {
      id: person.id,
      kind: 'person',
      name: person.name,
      role: lesserRole(person.role, claims.role),
      sessionId: null,
      token: { id: tokenId, text: token, expiresAt: claims.expiresAt },
    }
    const accessMark = await this.#options.storage.read((tx) => readAccessMark(tx, person.id))
    this.#remember(tokenId, { caller, role: person.role, accessMark, expiresAt: claims.expiresAt, readAt })
    return { ok: true, caller, expiresAt: claims.expiresAt }
  }

  /** Looks for people in use who are gone or have another role: one small query. */
  async check(): Promise<void> {
    const { storage, now } = this.#options
    for (const [tokenId, { expiresAt }] of this.#known) {
      if (expiresAt * 1000 <= now()) this.#known.delete(tokenId)
    }
    const known = [...this.#known]
    if (known.length === 0) return
    const ids = [...new Set(known.map(([, { caller }]) => caller.id))]
    const rows = await storage.read((tx) =>
      selectInChunks(ids, (chunk) =>
        tx
          .selectFrom('people')
          .leftJoin('access_marks as access', 'access.person_id', 'people.id')
          .select(['people.id', 'people.role', 'access.mark as accessMark'])
          .where('people.id', 'in', chunk)
          .where('deactivated_at', 'is', null)
          .execute(),
      ),
    )
    const currentOf = new Map(rows.map((row) => [row.id, row]))
    for (const [tokenId, { caller, role, accessMark }] of known) {
      const current = currentOf.get(caller.id)
      if (current?.role === role && current.accessMark === accessMark) continue
      this.#known.delete(tokenId)
      const reason = current === undefined ? 'gone' : 'rights_changed'
      this.#ended.tell({ tokenId, personId: caller.id, reason })
    }
  }

  /** Calls back for each token whose person is gone or changed, until the returned function is called. */
  onEnded(listener: (ended: EndedToken) => void): () => void {
    return this.#ended.add(listener)
  }

  async #verifyClaims(token: string): Promise<{ ok: true; claims: PersonClaims } | TokenFault> {
    const { settings, now } = this.#options
    const { personTokenSecret: secret, personTokenPublicKey: publicKey } = settings
    // The header only chooses between keys that are of one algorithm each, so no key is ever taken for another kind.
    const isEdDsa = algorithmOf(token) === 'EdDSA'
    const key = isEdDsa ? publicKey : secret === undefined ? undefined : new TextEncoder().encode(secret)
    if (key === undefined) {
      return deniedFor(
        this.isOn
          ? `the token is not signed with ${publicKey ? 'EdDSA' : 'HS256'} (header "alg")`
          : 'person tokens are not set up here',
      )
    }
    const verified = await verifyToken(token, {
      key,
      algorithm: isEdDsa ? 'EdDSA' : 'HS256',
      now: now(),
      requiredClaims: ['sub', 'exp'],
      ...(settings.personTokenIssuer === undefined ? {} : { issuer: settings.personTokenIssuer }),
      ...(settings.personTokenAudience === undefined ? {} : { audience: settings.personTokenAudience }),
    })
    return verified.ok ? readClaims(verified.payload, settings, now()) : verified
  }

  async #personOf(claims: PersonClaims): Promise<Person> {
    const { storage, runner } = this.#options
    const known = await storage.read((tx) => findByExternalId(tx, claims.externalId))
    const isCurrent =
      known && (claims.name ?? known.name) === known.name && (claims.email ?? known.email) === known.email
    if (isCurrent) return known
    const { body } = await runner.run({ actor: systemActor }, ensurePerson(claims))
    return body
  }

  #remember(tokenId: string, known: Known): void {
    this.#known.delete(tokenId)
    this.#known.set(tokenId, known)
    const oldest = this.#known.size > maxKnown ? this.#known.keys().next().value : undefined
    if (oldest !== undefined) this.#known.delete(oldest)
  }
}

function algorithmOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg
  } catch {
    return undefined
  }
}
