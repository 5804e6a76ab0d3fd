/**
 * The sessions this process has seen, by token hash and by id, so that recognizing one costs no query. Every
 * entry is a row of the database: nobody can fill it with made-up tokens. Knows nothing of the database.
 */
import type { Id } from '@copydesk/contract'
import type { SignedIn } from '../../http/signed-in.ts'

/** A session and the person behind it. */
export interface Session extends SignedIn {
  kind: 'person'
  sessionId: Id
  /** Changes with the private projects that the person sees. */
  accessMark: string | null
  /** SHA-256 of the token, hex. */
  tokenHash: string
  /** Milliseconds since 1970. */
  expiresAt: number
  /** Milliseconds since 1970, to some minutes. */
  lastSeenAt: number
}

/** One per `Sessions`. */
export class SessionCache {
  readonly #byTokenHash = new Map<string, Session>()
  readonly #byId = new Map<Id, Session>()
  #generation = 0

  /**
   * Grows whenever something is removed. A row that was read in an older generation may be out of date and must
   * not be put in: the removal that it would undo has happened already.
   */
  get generation(): number {
    return this.#generation
  }

  /** Declares every row out of date that is being read at this moment. */
  nextGeneration(): void {
    this.#generation += 1
  }

  byTokenHash(tokenHash: string): Session | undefined {
    return this.#byTokenHash.get(tokenHash)
  }

  byId(sessionId: Id): Session | undefined {
    return this.#byId.get(sessionId)
  }

  all(): Session[] {
    return [...this.#byId.values()]
  }

  put(session: Session): void {
    this.#byId.set(session.sessionId, session)
    this.#byTokenHash.set(session.tokenHash, session)
  }

  remove(sessionId: Id): void {
    this.#generation += 1
    const session = this.#byId.get(sessionId)
    if (!session) return
    this.#byId.delete(sessionId)
    this.#byTokenHash.delete(session.tokenHash)
  }
}
