/**
 * Runs a command: rows, outbox, journal and the remembered answer in one transaction, the announcement after its
 * commit. A crash at any instant leaves the whole change or none of it; of a command in parts, whole parts.
 */
import type { Actor, Id } from '@copydesk/contract'
import type { Broker } from '@copydesk/hub'
import { append, type ChannelEvent } from '../storage/journal.ts'
import type { Transactions, Tx } from '../storage/storage.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { together } from '../storage/together.ts'
import type { CommandInParts } from './command.ts'
import {
  type AnswerMemory,
  beginAgainIfAnswered,
  findRequest,
  type IdempotencyKey,
  recordAnswer,
} from './idempotency.ts'
import { MovedError } from './moved.ts'
import { enqueue, type NewWork, type OutboxEntry } from './outbox.ts'
import { type Expected, Precondition } from './precondition.ts'
import { Refusal } from './refusal.ts'
import type { Viewer } from './viewer.ts'

export interface CommandRunnerOptions {
  storage: Transactions
  broker: Pick<Broker, 'publish'>
  /** Milliseconds since 1970. */
  now: () => number
  newId: () => Id
  /** Writes down what the events of a command tell for good, in its transaction; answers them with what that adds. */
  record?: (tx: Tx, events: readonly ChannelEvent[], newId: () => Id) => Promise<readonly ChannelEvent[]>
  /** Called after a commit that left work in the outbox. */
  onWork: (work: NewWork) => void
  /** Called after a commit with what it published; the command is answered after that. */
  onEvents?: (events: readonly ChannelEvent[]) => Promise<void>
}

export interface CommandRequest {
  actor: Actor
  /** What the actor may do; what the database says when left out. */
  viewer?: Viewer | undefined
  commandId?: string | undefined
  /** The revisions that the command is for; any when left out. */
  expected?: Expected
  idempotencyKey?: IdempotencyKey | undefined
}

export interface Answer<Body> {
  status: number
  body: Body
  /** The command ran before under the same key; this is the answer it gave then. */
  replayed: boolean
}

export class CommandRunner {
  readonly #options: CommandRunnerOptions

  constructor(options: CommandRunnerOptions) {
    this.#options = options
  }

  /** Throws a Refusal for an expected "no", with nothing changed. Without a `memory` the whole answer is kept. */
  async run<Body>(
    request: CommandRequest,
    command: CommandInParts<Body>,
    memory: AnswerMemory<Body> = wholeAnswer(),
  ): Promise<Answer<Body>> {
    let begun: number | undefined
    for (let part = command; ; ) {
      const { answer, next, at } = await this.#runPart(request, part, memory, begun)
      if (next === undefined) return answer
      part = next
      begun = at
    }
  }

  /**
   * All parts are of one instant, `begun`. The first one remembers it, the last one the answer, by which the whole is done.
   */
  async #runPart<Body>(
    request: CommandRequest,
    command: CommandInParts<Body>,
    memory: AnswerMemory<Body>,
    begun: number | undefined,
  ): Promise<{ answer: Answer<Body>; next: CommandInParts<Body> | undefined; at: number }> {
    const { storage, broker, newId, onWork, onEvents, record } = this.#options
    const now = begun ?? this.#options.now()
    const { answer, events, announcements, work, next, at } = await untilSettled(() =>
      storage.write(async (tx) => {
        const key = request.idempotencyKey
        const before = key && (await findRequest(tx, key, now))
        const at = before?.beganAt ?? now
        if (before?.answer) {
          const body = await memory.restore(tx, JSON.parse(before.answer.body))
          const answer = { status: before.answer.status, body, replayed: true }
          return { answer, events: [], announcements: [], work: none, next: undefined, at }
        }
        const { actor, viewer, commandId } = request
        const precondition = new Precondition(request.expected)
        const outbox: OutboxEntry[] = []
        const enqueueLater = (entries: readonly OutboxEntry[]) => void outbox.push(...entries)
        const say = (channel: string, data: object) => {
          const publication = { offset: 0, data: JSON.stringify(data) }
          broker.publish([{ channel, epoch: '', publications: [publication] }])
        }
        const asked = { actor, viewer, commandId, precondition }
        const hasBegun = begun !== undefined || before !== undefined
        const context = { ...asked, tx, now: at, hasBegun, newId, say, enqueue: enqueueLater }
        const outcome = await command(context).catch(async (error: unknown) => {
          if (key && error instanceof Refusal) await beginAgainIfAnswered(tx, key, now)
          throw error
        })
        precondition.requireAsked()
        const status = outcome.status ?? 200
        outbox.push(...(outcome.outbox ?? []))
        const isLast = outcome.next === undefined
        const body = JSON.stringify(memory.keep(outcome.body) ?? null)
        await together([
          enqueue(tx, outbox, at, newId),
          ...(key && (isLast || !before)
            ? [recordAnswer(tx, key, isLast ? { status, body } : undefined, at)]
            : []),
        ])
        const events = record ? await record(tx, outcome.events, newId) : outcome.events
        const announcements = await append(tx, events, at)
        return {
          answer: { status, body: outcome.body, replayed: false },
          events,
          announcements,
          work: outcome.hasWork ? ('any' as const) : new Set(outbox.map(({ name }) => name)),
          next: outcome.next,
          at,
        }
      }),
    )
    broker.publish(announcements)
    if (work === 'any' || work.size > 0) onWork(work)
    await onEvents?.(events)
    return { answer, next, at }
  }
}

const none: NewWork = new Set()

/** Each further attempt needs somebody who moved the same rows in the meantime. */
const maxAttempts = 10

async function untilSettled<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof MovedError)) throw error
      if (attempts === maxAttempts) throw new StorageFailure('storage_busy', { cause: error })
    }
  }
}

function wholeAnswer<Body>(): AnswerMemory<Body> {
  return { keep: (body) => body, restore: (_, kept) => kept as Body }
}
