/** What a command is given and what it returns. Commands are the only code that changes domain rows. */
import type { Actor, CopydeskEvent, Id, Instant } from '@copydesk/contract'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import type { OutboxEntry } from './outbox.ts'
import type { Precondition } from './precondition.ts'
import type { Viewer } from './viewer.ts'

export interface CommandContext {
  tx: Tx
  actor: Actor
  /** What the actor may do, where whoever sent the command knows; the database knows of people. */
  viewer?: Viewer | undefined
  /** The Idempotency-Key, carried by every event the command publishes. */
  commandId: string | undefined
  /** The instant of the command in milliseconds since 1970, the same for all it writes. */
  now: number
  /** A part of it was done before, by this request or by one with its key that did not come to its end. */
  hasBegun?: boolean
  newId(): Id
  /** Puts work into the outbox that follows from a part of the command; what follows from the whole is its outcome's. */
  enqueue(entries: readonly OutboxEntry[]): void
  /**
   * Says something at once to those in a presence channel, whatever becomes of the command. It is kept nowhere, and whoever
   * comes later does not hear of it.
   */
  say(channel: string, data: object): void
  /** The revisions that the command was sent for; the command asks about its row, once that is locked. */
  precondition: Precondition
}

/** What a command did: the answer, at most one event per channel, and work that follows from it. */
export interface Outcome<Body> {
  /** HTTP status of the answer; 200 unless said. */
  status?: 200 | 201 | 204
  body: Body
  events: ChannelEvent[]
  outbox?: OutboxEntry[]
  /** It put work back into the outbox itself, which may begin. */
  hasWork?: boolean
}

export type Command<Body> = (context: CommandContext) => Promise<Outcome<Body>>

/** A command that would hold its locks for too long in one transaction. */
export type CommandInParts<Body> = (context: CommandContext) => Promise<PartOutcome<Body>>

/** What a part of it did. */
export interface PartOutcome<Body> extends Outcome<Body> {
  /**
   * What is left, run next in a transaction of its own; the answer is that of the last one. After a crash in between it is
   * for whoever sends the command again to go on, at the instant at which it began.
   */
  next?: CommandInParts<Body> | undefined
}

type EventOf<Type extends CopydeskEvent['type']> = Extract<CopydeskEvent, { type: Type }>
type Payload<Type extends CopydeskEvent['type']> = Omit<
  EventOf<Type>,
  'id' | 'type' | 'at' | 'actor' | 'commandId'
>

/** Builds an event of this command: its id, instant, actor and command id filled in. */
export function event<Type extends CopydeskEvent['type']>(
  context: Pick<CommandContext, 'actor' | 'commandId' | 'now' | 'newId'>,
  type: Type,
  payload: Payload<Type>,
): EventOf<Type> {
  return {
    id: context.newId(),
    type,
    at: instant(context.now),
    actor: context.actor,
    ...(context.commandId === undefined ? {} : { commandId: context.commandId }),
    ...payload,
  } as unknown as EventOf<Type>
}

/** Milliseconds since 1970 as ISO 8601 UTC. */
export function instant(ms: number): Instant {
  return new Date(ms).toISOString()
}

/** As `instant`, for columns that may be null. */
export function instantOrNull(ms: number | null): Instant | null {
  return ms === null ? null : instant(ms)
}
