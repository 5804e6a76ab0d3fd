/** Writes through HTTP at a steady rate and times the way of each write to each of these clients. */
import { buildMessage, markNumber } from '../servers/message.ts'
import type { LoadClient } from './load-client.ts'
import { Poster, type PostTarget } from './poster.ts'

export interface Writing extends PostTarget {
  count: number
  perSecond: number
  /** Length of the messages for a server that sends on what it gets; null: comments are written. */
  bytes: number | null
}

export interface Timed {
  /** From the request to the message, of each write at each client. */
  deliveryMs: number[]
  shortestBytes: number
}

const maxSockets = 64
/** After a silence of this length nothing more is expected. */
const silenceMs = 5_000

let written = 0

/** Does not wait for an answer before the next write; does wait for all of them, and for all messages, at the end. */
export async function write(clients: readonly LoadClient[], writing: Writing): Promise<Timed> {
  const { count, perSecond, bytes } = writing
  const poster = new Poster(writing, maxSockets)
  const timed: Timed = { deliveryMs: [], shortestBytes: 0 }
  const startedAt = new Map<number, number>()
  for (const client of clients) {
    client.onMessage = (number) => {
      const at = startedAt.get(number)
      if (at !== undefined) timed.deliveryMs.push(performance.now() - at)
    }
  }
  const writeOne = async (): Promise<void> => {
    written += 1
    const number = written
    startedAt.set(number, performance.now())
    await poster.post(bytes === null ? comment(number) : buildMessage(bytes, number))
  }
  const answers: Promise<void>[] = []
  const start = performance.now()
  while (answers.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) / 1000) * perSecond))
    while (answers.length < due) answers.push(writeOne())
    await pause()
  }
  await Promise.all(answers)
  await untilDelivered(timed, count * clients.length)
  poster.close()
  timed.shortestBytes = Math.min(...clients.map(({ shortestBytes }) => shortestBytes))
  return timed
}

async function untilDelivered({ deliveryMs }: Timed, expected: number): Promise<void> {
  let known = 0
  let changedAt = performance.now()
  while (deliveryMs.length < expected) {
    if (deliveryMs.length !== known) changedAt = performance.now()
    else if (performance.now() - changedAt > silenceMs) {
      throw new Error(`${expected - deliveryMs.length} of ${expected} deliveries never came`)
    }
    known = deliveryMs.length
    await pause()
  }
}

function comment(number: number): object {
  return {
    body: `${markNumber(number)} The opening paragraph still says spring; it should say summer by now.`,
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1))
}
