/**
 * Entry of the child process that holds clients by their own libraries, writes through HTTP at a steady rate while they come
 * and go, and says who received what of that which was confirmed.
 */
import { randomOf } from '@copydesk/testkit/random-of'
import type { Target } from '../product/commented-project.ts'
import { messageMark, numberLength } from '../servers/message.ts'
import { createLibraryClient, type LibraryClient, type LibraryClientOptions } from './library-client.ts'
import { Poster } from './poster.ts'
import { bodyOf } from './write.ts'

export type LibraryCall =
  | ({ type: 'open'; count: number } & LibraryClientOptions)
  /** Begins to write, so often, until it is told to end. */
  | { type: 'write'; target: Target; perSecond: number }
  /** Cuts each client off once within this time, and answers when the last one is back. */
  | { type: 'cut'; withinMs: number; seed: number }
  /** Answers when every client was away and is back, or none came for a while; how long the last one took. */
  | { type: 'come_back'; patienceMs: number }
  | { type: 'end' }

/** What became of what was confirmed. */
export interface Outcome {
  confirmed: number
  /** Deliveries that never came, of as many as there are clients for each message that was confirmed. */
  missing: number
  expected: number
  doubled: number
  /** Times that a client was told that it cannot recover, and must load what it shows again. */
  toldToLoad: number
  /** From the request to the message. */
  deliveryMs: number[]
}

export interface CameBack {
  afterMs: number
  neverBack: number
}

/** After a silence of this length nothing more is expected. */
const silenceMs = 3_000
const maxSockets = 64

interface Held {
  client: LibraryClient
  isHere: boolean
  /** When it was here again after it had been away. */
  backAt: number
  received: Set<string>
  numbers: Set<number>
}

const held: Held[] = []
const sentAt = new Map<number, number>()
const confirmed = new Set<number>()
const deliveryMs: number[] = []
let doubled = 0
let toldToLoad = 0
let heardAt = 0
let endWriting: () => Promise<void> = async () => undefined

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function open({ count, ...options }: Extract<LibraryCall, { type: 'open' }>): Promise<null> {
  for (let index = 0; index < count; index += 1) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const one = { isHere: false, backAt: 0, received: new Set<string>(), numbers: new Set<number>() } as Held
    one.client = createLibraryClient(options, {
      message: (data) => take(one, data),
      connected: () => {
        one.isHere = true
        one.backAt = performance.now()
        resolve()
      },
      disconnected: () => {
        one.isHere = false
      },
      lost: () => {
        toldToLoad += 1
      },
    })
    held.push(one)
    // In groups, so that all of them come in.
    if (index % 50 === 49 || index === count - 1) await promise
  }
  while (held.some(({ isHere }) => !isHere)) await pause(5)
  return null
}

function take(one: Held, data: unknown): void {
  const text = JSON.stringify(data)
  const at = text.indexOf(messageMark)
  if (at === -1) return
  heardAt = performance.now()
  // A message may be told of in several events of different kinds, each of them once.
  const number = Number(text.slice(at + 1, at + 1 + numberLength))
  const key = `${(data as { type?: string }).type} ${number}`
  if (one.received.has(key)) doubled += 1
  one.received.add(key)
  if (one.numbers.has(number)) return
  one.numbers.add(number)
  deliveryMs.push(performance.now() - (sentAt.get(number) ?? heardAt))
}

function write({ target, perSecond }: Extract<LibraryCall, { type: 'write' }>): null {
  const poster = new Poster(target, maxSockets)
  const answers: Promise<void>[] = []
  const start = performance.now()
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - start) / 1_000) * perSecond)
    while (answers.length < due) {
      const number = answers.length + 1
      sentAt.set(number, performance.now())
      const answer = poster.post(bodyOf(target.bytes, number)).then(() => void confirmed.add(number))
      // While the server is away nothing is confirmed.
      answers.push(answer.catch(() => undefined))
    }
  }, 5)
  endWriting = async () => {
    clearInterval(timer)
    await Promise.all(answers)
    poster.close()
  }
  return null
}

async function cutAll({ withinMs, seed }: Extract<LibraryCall, { type: 'cut' }>): Promise<CameBack> {
  const chance = randomOf(seed)
  await Promise.all(
    held.map(async ({ client }) => {
      await pause(chance() * withinMs)
      client.cut()
    }),
  )
  return untilBack(0, 30_000)
}

async function untilBack(from: number, patienceMs: number): Promise<CameBack> {
  const start = performance.now()
  const isBack = (one: Held) => one.isHere && one.backAt >= from
  while (!held.every(isBack) && performance.now() - start < patienceMs) await pause(5)
  return {
    afterMs: Math.max(...held.filter(isBack).map(({ backAt }) => backAt - from)),
    neverBack: held.filter((one) => !isBack(one)).length,
  }
}

async function end(): Promise<Outcome> {
  await endWriting()
  const expected = confirmed.size * held.length
  const missing = () =>
    held.reduce((sum, { numbers }) => sum + [...confirmed].filter((number) => !numbers.has(number)).length, 0)
  heardAt = performance.now()
  while (missing() > 0 && performance.now() - heardAt < silenceMs) await pause(20)
  const outcome = { confirmed: confirmed.size, missing: missing(), expected, doubled, toldToLoad, deliveryMs }
  for (const { client } of held) client.stop()
  return outcome
}

function answer(call: LibraryCall): Promise<unknown> | null {
  switch (call.type) {
    case 'open':
      return open(call)
    case 'write':
      return write(call)
    case 'cut':
      return cutAll(call)
    case 'come_back':
      return untilBack(performance.now(), call.patienceMs)
    case 'end':
      return end()
  }
}

process.on('message', async (call: LibraryCall) => {
  process.send?.(await answer(call))
})
process.on('disconnect', () => process.exit())
process.send?.(null)
