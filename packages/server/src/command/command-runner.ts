/**
 * Runs a command: rows, outbox, journal and the remembered answer in one transaction, the announcement after its
 * commit. A crash at any instant leaves the whole change or none of it.
 */
import type { Actor, Id } from '@copydesk/contract'
import type { Broker } from '@copydesk/hub'
import { append } from '../storage/journal.ts'
import type { Transactions } from '../storage/storage.ts'
import type { Command } from './command.ts'
import { type AnswerMemory, findAnswer, type IdempotencyKey, recordAnswer } from './idempotency.ts'
import { enqueue } from './outbox.ts'

export interface CommandRunnerOptions {
  storage: Transactions
  broker: Pick<Broker, 'publish'>
  /** Milliseconds since 1970. */
  now: () => number
  newId: () => Id
  /** Called after a commit that left work in the outbox. */
  onWork: () => void
}

export interface CommandRequest {
  actor: Actor
  commandId?: string | undefined
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
    command: Command<Body>,
    memory: AnswerMemory<Body> = wholeAnswer(),
  ): Promise<Answer<Body>> {
    const { storage, broker, newId, onWork } = this.#options
    const now = this.#options.now()
    const { answer, announcements, hasWork } = await storage.write(async (tx) => {
      const key = request.idempotencyKey
      const before = key && (await findAnswer(tx, key, now))
      if (before) {
        const body = await memory.restore(tx, JSON.parse(before.body))
        const answer = { status: before.status, body, replayed: true }
        return { answer, announcements: [], hasWork: false }
      }
      const outcome = await command({ tx, actor: request.actor, commandId: request.commandId, now, newId })
      const status = outcome.status ?? 200
      const outbox = outcome.outbox ?? []
      await enqueue(tx, outbox, now, newId)
      const kept = JSON.stringify(memory.keep(outcome.body) ?? null)
      if (key) await recordAnswer(tx, key, { status, body: kept }, now)
      const announcements = await append(tx, outcome.events, now)
      return {
        answer: { status, body: outcome.body, replayed: false },
        announcements,
        hasWork: outbox.length > 0,
      }
    })
    broker.publish(announcements)
    if (hasWork) onWork()
    return answer
  }
}

function wholeAnswer<Body>(): AnswerMemory<Body> {
  return { keep: (body) => body, restore: (_, kept) => kept as Body }
}
