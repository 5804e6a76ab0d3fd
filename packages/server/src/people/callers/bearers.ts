/**
 * Who an `Authorization: Bearer` header stands for (RFC 6750): a service with its key, a person whom that key acts
 * for, or the person that an embedding application's token names. Failures are counted by network: beyond a limit they are told to wait, while those with a valid key never are.
 */
import { lesserRole, onBehalfHeader } from '@copydesk/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import { networkOf } from '../../http/network.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { CountExchange } from '../../limits/count-exchange.ts'
import type { Services } from '../../services.ts'
import { looksLikeKey } from '../keys/key-text.ts'
import type { Service, ServiceKeys } from '../keys/service-keys.ts'
import { findPerson } from '../queries.ts'
import { FailureCounts } from '../sign-in/failure-counts.ts'
import type { PersonTokens } from '../tokens/person-tokens.ts'

export interface BearersOptions extends Pick<Services, 'storage' | 'elapsed'> {
  keys: Pick<ServiceKeys, 'find'>
  personTokens: Pick<PersonTokens, 'verify'>
  /** With other servers; each counts for itself when left out. */
  counts?: CountExchange
}

/** Far more than a key pasted wrongly causes, far less than guessing needs. */
const perNetwork = { limit: 60, windowMs: 60_000 }
const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** The credential in the header; undefined where there is none. */
export function bearerOf(authorization: string | undefined): string | undefined {
  const scheme = /^bearer(?: |$)/i
  return authorization !== undefined && scheme.test(authorization)
    ? authorization.replace(scheme, '').trim()
    : undefined
}

/** One per process. */
export class Bearers {
  readonly #options: BearersOptions
  readonly #failures: FailureCounts

  constructor(options: BearersOptions) {
    this.#options = options
    const { counts, elapsed: now } = options
    this.#failures = new FailureCounts(perNetwork, counts ? { line: counts.line('bearers'), now } : {})
  }

  /** Throws `credential_refused`, `too_many_requests`, or a refusal of the person that a key should act for. */
  async find(request: FastifyRequest, bearer: string): Promise<SignedIn> {
    const personId = request.headers[onBehalfHeader]
    if (!looksLikeKey(bearer)) {
      if (personId !== undefined) throw new Refusal('forbidden', 'Only a service key acts for a person.')
      return this.#person(bearer)
    }
    const service = await this.#service(bearer)
    request.noted = { ...request.noted, key: service.keyId }
    return this.#actingFor(service, personId)
  }

  /** Counts a refused credential; after many they are told to wait, which throws `too_many_requests`. */
  refused(request: FastifyRequest, reply: FastifyReply): void {
    const network = networkOf(request.ip)
    const now = this.#options.elapsed()
    const waitMs = this.#failures.waitMs(network, '', now)
    if (waitMs === 0) {
      this.#failures.add(network, '', now)
      return
    }
    reply.header('retry-after', String(Math.ceil(waitMs / 1000)))
    throw new Refusal('too_many_requests', 'Too many keys and tokens from here were refused.')
  }

  async #person(token: string): Promise<SignedIn> {
    const verified = await this.#options.personTokens.verify(token)
    if (verified.ok) return verified.caller
    throw new Refusal('credential_refused', `The token was refused: ${verified.message}.`)
  }

  async #service(bearer: string): Promise<Service> {
    const service = await this.#options.keys.find(bearer)
    if (!service) throw new Refusal('credential_refused', 'The key is unknown, expired or revoked.')
    return service
  }

  async #actingFor(service: Service, personId: string | string[] | undefined): Promise<SignedIn> {
    if (personId === undefined) return service
    const { keyId, scopes } = service
    if (!scopes.has('people.represent')) {
      throw new Refusal('forbidden', 'The key does not have the scope "people.represent".')
    }
    const id = String(personId).toLowerCase()
    const person = uuidPattern.test(id)
      ? await this.#options.storage.read((tx) => findPerson(tx, id))
      : undefined
    if (!person) throw new Refusal('not_found', 'There is no person with the id in Copydesk-On-Behalf-Of.')
    if (person.state !== 'active') throw new Refusal('account_deactivated')
    const role = lesserRole(person.role, service.role)
    return { id: person.id, kind: 'person', name: person.name, role, sessionId: null, keyId, scopes }
  }
}
