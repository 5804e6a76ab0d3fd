/**
 * Idempotency keys (after the IETF draft "The Idempotency-Key HTTP Header Field"): the answer to a command is kept
 * in its own transaction, so that sending it again answers the same and does nothing twice.
 */
import type { Id } from '@copydesk/contract'
import { OvertakenError } from '../storage/overtaken-error.ts'
import type { Tx } from '../storage/storage.ts'
import { Refusal } from './refusal.ts'

/** How long a key is remembered. */
export const idempotencyKeptMs = 24 * 60 * 60 * 1000

export interface IdempotencyKey {
  personId: Id
  key: string
  /** SHA-256 over method, path and body, hex. */
  requestHash: string
}

export interface RecordedAnswer {
  status: number
  /** JSON text. */
  body: string
}

/** A request that came before. */
export interface KnownRequest {
  /** The instant of its command. */
  beganAt: number
  /** Undefined while parts of the command are left to do. */
  answer: RecordedAnswer | undefined
}

/** In place of an HTTP status: not all parts are done. */
const unfinished = 0

/**
 * What of an answer is remembered, for answers with texts: the request has them, or the database. A saved text
 * would be kept here as often as it is saved, and words that were taken back would stay.
 */
export interface AnswerMemory<Body> {
  keep(body: Body): unknown
  /** The answer again from what was kept of it. */
  restore(tx: Tx, kept: unknown): Promise<Body> | Body
}

/** What came before under this key, or undefined. Throws a Refusal when it was another request. */
export async function findRequest(
  tx: Tx,
  key: IdempotencyKey,
  now: number,
): Promise<KnownRequest | undefined> {
  const row = await tx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'body', 'created_at'])
    .where('person_id', '=', key.personId)
    .where('key', '=', key.key)
    .where('created_at', '>', now - idempotencyKeptMs)
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.request_hash !== key.requestHash) throw new Refusal('idempotency_key_reused')
  return { beganAt: row.created_at, answer: row.status === unfinished ? undefined : row }
}

/**
 * For a request that is refused by what it found when it had waited for its rows: the same request, sent before and still
 * under way when this one began, may have left them so. Then that one's answer counts.
 */
export async function beginAgainIfAnswered(tx: Tx, key: IdempotencyKey, now: number): Promise<void> {
  if ((await findRequest(tx, key, now))?.answer) throw new OvertakenError()
}

/**
 * Keeps the answer, or that the command has begun, so that all its parts are of one instant, whoever goes on with it.
 * `now` is that instant.
 */
export async function recordAnswer(
  tx: Tx,
  key: IdempotencyKey,
  answer: RecordedAnswer | undefined,
  now: number,
): Promise<void> {
  const { status, body } = answer ?? { status: unfinished, body: 'null' }
  const row = { request_hash: key.requestHash, status, body, created_at: now }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency_keys')
    .values({ person_id: key.personId, key: key.key, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'key'])
        .doUpdateSet(row)
        .where(({ or, eb }) =>
          or([
            eb('idempotency_keys.created_at', '<=', now - idempotencyKeptMs),
            ...(answer ? [eb('idempotency_keys.status', '=', unfinished)] : []),
          ]),
        ),
    )
    .executeTakeFirstOrThrow()
  // The same request arrived twice at once. This one waited at the key for the other, which has answered.
  if (numInsertedOrUpdatedRows === 0n) throw new OvertakenError()
}
