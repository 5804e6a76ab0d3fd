/** All connections of this node, found by user and by sign-in session. Connections enter when they open. */
import type { Authenticated } from '../options.ts'
import type { Connection } from './connection.ts'

/** How long an ended session is remembered: longer than any sign-in check under way can take. */
const endedSessionMs = 60_000

export class Connections {
  readonly #all = new Set<Connection>()
  readonly #byUser = new Map<string, Set<Connection>>()
  readonly #bySession = new Map<string, Set<Connection>>()
  readonly #ended = new Map<string, number>()

  get size(): number {
    return this.#all.size
  }

  all(): Connection[] {
    return [...this.#all]
  }

  ofUser(user: string): Connection[] {
    return [...(this.#byUser.get(user) ?? [])]
  }

  /** Users with at least one connection; all anonymous ones together count as one. */
  get userCount(): number {
    return this.#byUser.size
  }

  countOfUser(user: string): number {
    return this.#byUser.get(user)?.size ?? 0
  }

  ofSession(sessionId: string): Connection[] {
    return [...(this.#bySession.get(sessionId) ?? [])]
  }

  add(connection: Connection): void {
    this.#all.add(connection)
  }

  /** Makes a connection that was authenticated known by its user and session. */
  identify(connection: Connection): void {
    if (connection.state.phase !== 'connected') return
    const { user, sessionId } = connection.state.auth
    insert(this.#byUser, user, connection)
    if (sessionId !== undefined) insert(this.#bySession, sessionId, connection)
  }

  /** Replaces the credential of a connection by another one of the same user. */
  reidentify(connection: Connection, auth: Authenticated): void {
    if (connection.state.phase !== 'connected') return
    this.#forget(connection, connection.state.auth)
    connection.state = { phase: 'connected', auth }
    this.identify(connection)
  }

  /** Call while the connection's state still names its user. */
  remove(connection: Connection): void {
    this.#all.delete(connection)
    if (connection.state.phase === 'connected') this.#forget(connection, connection.state.auth)
  }

  /** Remembers that a session ended, for sign-in checks that began before. */
  sessionEnded(sessionId: string, now: number): void {
    this.#ended.set(sessionId, now)
  }

  hasEnded(sessionId: string | undefined): boolean {
    return sessionId !== undefined && this.#ended.has(sessionId)
  }

  forgetEnded(now: number): void {
    for (const [sessionId, at] of this.#ended) if (at < now - endedSessionMs) this.#ended.delete(sessionId)
  }

  #forget(connection: Connection, { user, sessionId }: Authenticated): void {
    extract(this.#byUser, user, connection)
    if (sessionId !== undefined) extract(this.#bySession, sessionId, connection)
  }
}

function insert(index: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const set = index.get(key)
  if (set === undefined) index.set(key, new Set([connection]))
  else set.add(connection)
}

function extract(index: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const set = index.get(key)
  set?.delete(connection)
  if (set?.size === 0) index.delete(key)
}
