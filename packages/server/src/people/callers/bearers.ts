/**
 * Who an `Authorization: Bearer` header stands for (RFC 6750): a service with its key, or a person whom that key acts
 * for. Failures are counted by network: beyond a limit they are told to wait, while those with a valid key never are.
 */
import { lesserRole, onBehalfHeader } from '@copydesk/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import { networkOf } from '../../http/network.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import { looksLikeKey } from '../keys/key-text.ts'
import type { Service, ServiceKeys } from '../keys/service-keys.ts'
import { findPerson } from '../queries.ts'
import { FailureCounts } from '../sign-in/failure-counts.ts'

export interface BearersOptions extends Pick<Services, 'storage' | 'elapsed'> {
  keys: Pick<ServiceKeys, 'find'>
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
  readonly #failures = new FailureCounts(perNetwork)

  constructor(options: BearersOptions) {
    this.#options = options
  }

  /** Throws `credential_refused`, `too_many_requests`, or a refusal of the person that a key should act for. */
  async find(request: FastifyRequest, reply: FastifyReply, bearer: string): Promise<SignedIn> {
    try {
      const service = await this.#service(bearer)
      request.noted = { ...request.noted, key: service.keyId }
      return await this.#actingFor(service, request.headers[onBehalfHeader])
    } catch (error) {
      if (error instanceof Refusal && error.code === 'credential_refused') this.#count(request, reply)
      throw error
    }
  }

  async #service(bearer: string): Promise<Service> {
    if (!looksLikeKey(bearer)) throw new Refusal('credential_refused', 'What came is no service key.')
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
    const role = lesserRole(person.role, service.role)
    return { id: person.id, kind: 'person', name: person.name, role, sessionId: null, keyId, scopes }
  }

  #count(request: FastifyRequest, reply: FastifyReply): void {
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
}
