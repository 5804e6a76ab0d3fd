/**
 * Entry of the child process that holds the subscribers: opens them, counts what they receive, cuts them off, and
 * writes through HTTP what they are to receive.
 */
import type { ServerName } from '../servers/bench-server.ts'
import { buildToken, dialects } from './dialects.ts'
import { LoadClient } from './load-client.ts'
import { type Timed, type Writing, write } from './write.ts'

export interface OpenCall {
  type: 'open'
  server: ServerName
  port: number
  path: string
  count: number
  channels: string[]
  /** The token of all clients; each gets one of its own when left out. */
  token?: string
}

export type LoadCall =
  | OpenCall
  | { type: 'received' }
  | ({ type: 'write' } & Writing)
  /** Cuts all clients off at once; each comes back at once. Answers when the last one is back. */
  | { type: 'storm' }
  /** Answers when every client has had the message with this number, or has had nothing new for a while. */
  | { type: 'caught_up'; number: number }

/** What all clients received together. */
export interface Received {
  messages: number
  missed: number
  doubled: number
}

/** Handshakes under way at once, other than in a storm. */
const concurrency = 50
/** After a silence of this length nothing more is expected. */
const silenceMs = 2_000

const clients: LoadClient[] = []
let stormedAt = 0

async function open({ server, port, path, count, channels, token }: OpenCall): Promise<null> {
  const target = { port, path, dialect: dialects[server] }
  let left = count
  async function openSome(): Promise<void> {
    while (left > 0) {
      left -= 1
      const client = new LoadClient(target, {
        channels,
        token: token ?? buildToken(`user-${clients.length}`),
      })
      clients.push(client)
      await client.connect()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, openSome))
  return null
}

function received(): Received {
  const sum: Received = { messages: 0, missed: 0, doubled: 0 }
  for (const { received, missed, doubled } of clients) {
    sum.messages += received
    sum.missed += missed
    sum.doubled += doubled
  }
  return sum
}

/** Milliseconds until the last client was back. */
async function storm(): Promise<number> {
  stormedAt = performance.now()
  for (const client of clients) client.cut()
  await Promise.all(clients.map((client) => client.connect()))
  return performance.now() - stormedAt
}

/** Milliseconds from the last storm until the last client had this message, or would have none any more. */
async function caughtUp(number: number): Promise<number> {
  let total = received().messages
  let changedAt = performance.now()
  while (clients.some((client) => client.state.position < number)) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    const { messages } = received()
    if (messages !== total) changedAt = performance.now()
    else if (performance.now() - changedAt > silenceMs) break
    total = messages
  }
  for (const client of clients) {
    client.missed += number - client.state.position
    client.state.position = number
  }
  return performance.now() - stormedAt
}

function answer(call: LoadCall): Promise<number | Timed | null> | Received {
  switch (call.type) {
    case 'open':
      return open(call)
    case 'received':
      return received()
    case 'write':
      return write(clients, call)
    case 'storm':
      return storm()
    case 'caught_up':
      return caughtUp(call.number)
  }
}

process.on('message', async (call: LoadCall) => {
  process.send?.(await answer(call))
})
process.on('disconnect', () => process.exit())
process.send?.(null)
