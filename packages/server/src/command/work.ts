/**
 * The three kinds of work that follow from a change. Each piece is declared by one object in its domain, which says all
 * about it; commands put entries of it into the outbox, and `jobs/` carries them out without knowing any of them.
 *
 *     follow-up   many entries in one transaction: rows, events and further work that repeat without harm
 *     command     one entry, one transaction, in the name of a person, at an instant; a refusal ends it
 *     delivery    one entry under a lease, outside of any transaction, settled afterwards: calls to other systems
 */
import type { Action, Actor } from '@copydesk/contract'
import type { z } from 'zod'
import type { CommandContext, Outcome } from './command.ts'
import type { OutboxEntry } from './outbox.ts'
import type { Refusal } from './refusal.ts'

/** When failed work is tried again, and how often. */
export interface Retry {
  /** Attempts in all; after the last one the entry is kept among the failed ones. */
  attempts: number
  /** After the first failure; doubled with each further one. */
  firstMs: number
  longestMs: number
}

/** Two hours and a half: seconds at first, then every ten minutes. */
export const defaultRetry: Retry = { attempts: 25, firstMs: 1000, longestMs: 10 * 60 * 1000 }

/** What a piece of work did: at most one event per channel, and further work. */
export type WorkOutcome = Pick<Outcome<unknown>, 'events' | 'outbox'>

/** What a batch did. */
export interface BatchOutcome<Payload> extends WorkOutcome {
  /** Payloads of which something is left, each with the one that says what: their entries keep their places. */
  left?: ReadonlyMap<Payload, Payload>
}

interface Declared<Payload> {
  /** Stored with every entry, so it is never changed once released. */
  name: string
  /** Work of one lane takes turns; lanes never wait for each other. */
  lane: string
  /** Entries are read back through it: another version of the server may have written them. */
  payload: z.ZodType<Payload>
  /** `defaultRetry` when left out. */
  retry?: Retry
}

/** Work in batches, within a transaction. */
export interface FollowUp<Payload> extends Declared<Payload> {
  /** Entries done in one transaction, at most. */
  batchSize: number
  /** How long an entry waits, so that what comes in the meantime is done with it; at once when left out. */
  delayMs?: number
  /**
   * Does the work of a batch, oldest entry first. After a crash or a failure the same entries come again, so it must
   * not matter how often it runs. Awaits only SQL.
   */
  work(context: CommandContext, payloads: readonly Payload[]): Promise<BatchOutcome<Payload>>
  /** What follows when the last attempt failed. */
  failed?(context: CommandContext, payload: Payload): Promise<WorkOutcome>
}

/** A command that waits for an instant. */
export interface TimedCommand<Payload> extends Declared<Payload> {
  /** What the person must be allowed to do at the moment when it runs. */
  action: Action
  /** Runs as any command, in the name of who gave it. Throws a Refusal, which ends it. */
  run(context: CommandContext, payload: Payload, due: { dueAt: number }): Promise<WorkOutcome>
  /** Tells of a refusal; nothing of the command itself has happened. */
  refused(context: CommandContext, payload: Payload, refusal: Refusal): Promise<WorkOutcome>
  /** What follows when the last attempt failed: a bug, no refusal. */
  failed(context: CommandContext, payload: Payload): Promise<WorkOutcome>
}

/** What a delivery is told besides its payload. */
export interface DeliveryAttempt {
  /** The same at every attempt: receivers know by it what they have got already. */
  id: string
  /** From 1 on. */
  attempt: number
  /** Aborts when the lease ends or the server stops. */
  signal: AbortSignal
  /**
   * Writes down how far it has come. Throws, with nothing written, where it is this attempt's no more: a server that stood
   * still learns by this alone that another one took over, since its timers stood still too.
   */
  note(write: (context: CommandContext) => Promise<void>): Promise<void>
}

/** How an attempt at a delivery ended. */
export type DeliveryResult<Receipt> =
  | { isDelivered: true; attempt: number; receipt: Receipt }
  | { isDelivered: false; attempt: number; error: unknown; isFinal: boolean }

/** Work outside of any transaction. */
export interface Delivery<Payload, Receipt> extends Declared<Payload> {
  /** An attempt that takes longer has failed; the lease of a node that is gone is taken over after the same time. */
  leaseMs: number
  /** Entries under way at the same time, on each node. */
  atOnce: number
  /** How long an entry waits when nothing else is said. */
  delayMs?: number
  /** May happen more than once, when a node dies between it and its settlement. A FinalFailure is not tried again. */
  deliver(payload: Payload, attempt: DeliveryAttempt): Promise<Receipt>
  /** Writes down how an attempt ended, in the transaction that settles it. */
  settle(context: CommandContext, payload: Payload, result: DeliveryResult<Receipt>): Promise<WorkOutcome>
}

/** A delivery that no further attempt would change. */
export class FinalFailure extends Error {
  override readonly name = 'FinalFailure'
}

/** How an entry differs from the others of its kind. */
export interface EntryOptions {
  /** One entry under a key is pending at most: a further one takes its place. */
  key?: string
  /** Not before this instant, in milliseconds since 1970. A further entry under the key moves it. */
  dueAt?: number
}

/** A declaration that makes entries of its own. */
interface Piece<Kind extends string, Payload, Options> {
  readonly kind: Kind
  entry(payload: Payload, ...options: Options extends undefined ? [EntryOptions?] : [Options]): OutboxEntry
}

export type FollowUpWork<Payload = unknown> = FollowUp<Payload> & Piece<'follow-up', Payload, undefined>
export type CommandWork<Payload = unknown> = TimedCommand<Payload> &
  Piece<'command', Payload, Required<EntryOptions> & { actor: Actor }>
export type DeliveryWork<Payload = unknown, Receipt = unknown> = Delivery<Payload, Receipt> &
  Piece<'delivery', Payload, undefined>

/** A piece of work of any kind. */
export type Work = FollowUpWork | CommandWork | DeliveryWork

export function followUp<Payload>(declared: FollowUp<Payload>): FollowUpWork<Payload> {
  const { name, delayMs = 0 } = declared
  return {
    ...declared,
    kind: 'follow-up',
    entry: (payload, options) => ({ name, payload, delayMs, ...options }),
  }
}

export function timedCommand<Payload>(declared: TimedCommand<Payload>): CommandWork<Payload> {
  const { name } = declared
  return { ...declared, kind: 'command', entry: (payload, options) => ({ name, payload, ...options }) }
}

export function delivery<Payload, Receipt>(
  declared: Delivery<Payload, Receipt>,
): DeliveryWork<Payload, Receipt> {
  const { name, delayMs = 0 } = declared
  return {
    ...declared,
    kind: 'delivery',
    entry: (payload, options) => ({ name, payload, delayMs, ...options }),
  }
}
