/** Writes through HTTP, at a steady rate or as fast as it goes, and times the way of each write to each of these clients. */
import { buildMessage, markNumber } from '../servers/message.ts'
import type { LoadClient } from './load-client.ts'
import { Poster, type PostTarget } from './poster.ts'

export interface Writing extends PostTarget {
  count: number
  pace: Pace
  /** Length of the messages for a server that sends on what it gets; null: comments are written. */
  bytes: number | null
}

/** Writes a second, whatever becomes of those before; or so many under way at a time. */
type Pace = { perSecond: number } | { atATime: number }

export interface Timed {
  /** From the request to the message, of each write at each client. */
  deliveryMs: number[]
  /** Until every client had everything. */
  tookMs: number
  shortestBytes: number
}

const maxSockets = 64
/** After a silence of this length nothing more is expected. */
const silenceMs = 5_000

let written = 0

/** Waits for all answers, and for all messages, at the end. */
export async function write(clients: readonly LoadClient[], writing: Writing): Promise<Timed> {
  const { count, pace, bytes } = writing
  const poster = new Poster(writing, maxSockets)
  const timed: Timed = { deliveryMs: [], tookMs: 0, shortestBytes: 0 }
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
    await poster.post(bodyOf(bytes, number))
  }
  const start = performance.now()
  if ('atATime' in pace) await writeAtATime(writeOne, count, pace.atATime)
  else await writeSteadily(writeOne, count, pace.perSecond)
  await untilDelivered(timed, count * clients.length)
  timed.tookMs = performance.now() - start
  poster.close()
  timed.shortestBytes = Math.min(...clients.map(({ shortestBytes }) => shortestBytes))
  return timed
}

/** Does not wait for an answer before the next write. */
async function writeSteadily(writeOne: () => Promise<void>, count: number, perSecond: number): Promise<void> {
  const answers: Promise<void>[] = []
  const start = performance.now()
  while (answers.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) / 1000) * perSecond))
    while (answers.length < due) answers.push(writeOne())
    await pause()
  }
  await Promise.all(answers)
}

async function writeAtATime(writeOne: () => Promise<void>, count: number, atATime: number): Promise<void> {
  let left = count
  const writeSome = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await writeOne()
    }
  }
  await Promise.all(Array.from({ length: atATime }, writeSome))
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

/** A message of this length with this number; null: a comment. */
export function bodyOf(bytes: number | null, number: number): object {
  if (bytes !== null) return buildMessage(bytes, number)
  return {
    body: `${markNumber(number)} The opening paragraph still says spring; it should say summer by now.`,
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1))
}
