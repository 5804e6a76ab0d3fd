/**
 * Sign-in sessions: rows with hashed tokens behind a cache. Tells listeners (the hub) when a session ended or
 * its person got another role, whichever process did it. Knows no HTTP.
 */
import type { Actor, Id } from '@copydesk/contract'
import { Listeners } from '@copydesk/hub'
import type { Services } from '../../services.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { type NewSession, signOut, startSession } from './commands.ts'
import { type Session, SessionCache } from './session-cache.ts'
import { readSessionsMark } from './session-changes.ts'
import { hashSessionToken, newSessionToken, sessionLengthMs } from './session-token.ts'

/** A session and the person behind it. */
export type { Session } from './session-cache.ts'

/** What listeners are told. After `rights_changed` the session goes on, but what it may see has changed. */
export interface EndedSession {
  sessionId: Id
  personId: Id
  reason: 'signed_out' | 'gone' | 'rights_changed'
}

/** What `Sessions` works with. */
export type SessionsOptions = Pick<Services, 'storage' | 'runner' | 'now'>

/** A session in use is prolonged when its last prolongation is this long ago. */
const renewAfterMs = 24 * 60 * 60 * 1000
/** When its person was last seen is noted as often as this. */
const noteAfterMs = 5 * 60 * 1000
const tokenPattern = /^[A-Za-z0-9_-]{43}$/

/** One per process; all of them share the rows. */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #cache = new SessionCache()
  readonly #listeners = new Listeners<EndedSession>()
  #mark = ''
  /** A look that has not begun yet, which whoever asks for one waits for. */
  #next: Promise<void> | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(options: SessionsOptions) {
    this.#options = options
  }

  /**
   * Begins a session; the token is given out here and never again. Throws `sign_in_failed` where the person is gone, or
   * has another password than the one that was checked, and `account_deactivated`.
   */
  async start(
    personId: Id,
    how: Partial<Pick<NewSession, 'userAgent' | 'passwordHash'>> = {},
  ): Promise<{ sessionId: Id; token: string }> {
    const token = newSessionToken()
    const input = { personId, tokenHash: hashSessionToken(token), userAgent: null, ...how }
    const { body } = await this.#options.runner.run({ actor: byPerson(personId) }, startSession(input))
    return { sessionId: body.sessionId, token }
  }

  /** The session of a token, or null when there is none (any more). Costs microseconds once it was seen. */
  async find(token: string): Promise<Session | null> {
    if (!tokenPattern.test(token)) return null
    const tokenHash = hashSessionToken(token)
    return this.#find(this.#cache.byTokenHash(tokenHash), (tx) =>
      selectSessions(tx, this.#options.now()).where('sessions.token_hash', '=', tokenHash),
    )
  }

  /** As `find`, by the session's id, for connection tokens that carry it. */
  async findById(sessionId: Id): Promise<Session | null> {
    return this.#find(this.#cache.byId(sessionId), (tx) =>
      selectSessions(tx, this.#options.now()).where('sessions.id', '=', sessionId),
    )
  }

  /** Notes that a session is in use, and prolongs it; true when its cookie should be handed out again. */
  async renew(session: Session): Promise<boolean> {
    const lastSeenAt = this.#options.now()
    const isLate = lastSeenAt + sessionLengthMs - session.expiresAt >= renewAfterMs
    if (!isLate && lastSeenAt - session.lastSeenAt < noteAfterMs) return false
    const expiresAt = isLate ? lastSeenAt + sessionLengthMs : session.expiresAt
    await this.#options.storage.write((tx) =>
      tx
        .updateTable('sessions')
        .set({ expires_at: expiresAt, last_seen_at: lastSeenAt })
        .where('id', '=', session.sessionId)
        .execute(),
    )
    const cached = this.#cache.byId(session.sessionId)
    if (cached) this.#cache.put({ ...cached, expiresAt, lastSeenAt })
    return isLate && cached !== undefined
  }

  /** Ends a session: its token and its connections are worth nothing from now on. */
  async end(session: Pick<Session, 'sessionId' | 'id'>): Promise<void> {
    const { sessionId, id: personId } = session
    const { body } = await this.#options.runner.run(
      { actor: byPerson(personId) },
      signOut(personId, sessionId),
    )
    // One's own mark says nothing new, unless another process left one as well.
    if (body.before === this.#mark) this.#mark = body.mark
    this.#cache.remove(sessionId)
    this.#tell({ sessionId, personId, reason: 'signed_out' })
  }

  /**
   * Looks for sessions that ended and roles that changed behind this process's back: one small query if none. What was
   * committed before the call is found by it. Never two at a time, since the later one may end first.
   */
  check(): Promise<void> {
    this.#next ??= this.#looking.then(() => {
      this.#next = undefined
      const look = this.#look()
      this.#looking = look.catch(() => {})
      return look
    })
    return this.#next
  }

  async #look(): Promise<void> {
    const { storage, now } = this.#options
    const mark = await storage.read(readSessionsMark)
    const isMarked = mark !== this.#mark
    const inDoubt = this.#cache.all().filter((session) => isMarked || session.expiresAt <= now())
    if (!isMarked && inDoubt.length === 0) return
    // What was read before the mark must not enter any more, and what enters from here on is newer than the mark.
    this.#cache.nextGeneration()
    const cached = isMarked ? this.#cache.all() : inDoubt
    const ids = cached.map((session) => session.sessionId)
    const rows = await storage.read((tx) =>
      selectInChunks(ids, (chunk) => selectSessions(tx, now()).where('sessions.id', 'in', chunk).execute()),
    )
    this.#mark = mark
    const current = new Map(rows.map((row) => [row.sessionId, sessionOf(row)]))
    for (const session of cached) this.#compare(session, current.get(session.sessionId))
  }

  /** Calls back for each session that ended, until the returned function is called. */
  onEnded(listener: (ended: EndedSession) => void): () => void {
    return this.#listeners.add(listener)
  }

  async #find(
    cached: Session | undefined,
    select: (tx: Tx) => ReturnType<typeof selectSessions>,
  ): Promise<Session | null> {
    if (cached && cached.expiresAt > this.#options.now()) return cached
    for (;;) {
      const { generation } = this.#cache
      const row = await this.#options.storage.read((tx) => select(tx).executeTakeFirst())
      if (!row) return null
      const session = sessionOf(row)
      if (generation === this.#cache.generation) {
        this.#cache.put(session)
        return session
      }
    }
  }

  #compare(session: Session, current: Session | undefined): void {
    const { sessionId, id: personId } = session
    if (!this.#cache.byId(sessionId)) return
    if (!current) {
      this.#cache.remove(sessionId)
      this.#tell({ sessionId, personId, reason: 'gone' })
      return
    }
    this.#cache.put(current)
    const isSame = current.role === session.role && current.accessMark === session.accessMark
    if (!isSame) this.#tell({ sessionId, personId, reason: 'rights_changed' })
  }

  #tell(ended: EndedSession): void {
    this.#listeners.tell(ended)
  }
}

function selectSessions(tx: Tx, now: number) {
  return tx
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .leftJoin('access_marks as access', 'access.person_id', 'people.id')
    .select([
      'people.id',
      'people.name',
      'people.role',
      'access.mark as accessMark',
      'sessions.id as sessionId',
      'sessions.token_hash as tokenHash',
      'sessions.expires_at as expiresAt',
      'sessions.created_at as createdAt',
      'sessions.last_seen_at as lastSeenAt',
    ])
    .where('sessions.expires_at', '>', now)
    .where('people.deactivated_at', 'is', null)
}

function sessionOf({
  createdAt,
  lastSeenAt,
  ...row
}: Omit<Session, 'kind' | 'lastSeenAt'> & { createdAt: number; lastSeenAt: number | null }): Session {
  return { ...row, kind: 'person', lastSeenAt: lastSeenAt ?? createdAt }
}

function byPerson(id: Id): Actor {
  return { id, kind: 'person' }
}
