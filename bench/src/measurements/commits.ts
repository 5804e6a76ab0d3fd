/**
 * Commits per second through the HTTP API: comments posted to one project of a real server process on SQLite with
 * `synchronous = FULL`, beside a bare `node:http` server that parses the same body and keeps nothing.
 */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { startServer } from '@copydesk/testkit'
import { Child } from '../child.ts'

export interface CommitFigures {
  perSecond: number
  /** Of a request, in milliseconds. */
  p50: number
  p99: number
}

/** Requests under way at a time, each on a connection that is kept. */
const concurrency = 16
/** Sent before the clock starts, so that the code is warm. */
const warmUp = 300

export async function measureCommits(count: number): Promise<Map<string, CommitFigures>> {
  return new Map([
    ['node:http, nothing kept', await onFloor(count)],
    ['copydesk, comments', await onCopydesk(count)],
  ])
}

export function formatCommits(figures: Map<string, CommitFigures>): string {
  const lines = [...figures].map(
    ([name, { perSecond, p50, p99 }]) =>
      `${name.padEnd(26)}${perSecond.toFixed(0).padStart(7)} /s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`,
  )
  return [`Commits through HTTP, ${concurrency} requests at a time`, ...lines].join('\n')
}

async function onFloor(count: number): Promise<CommitFigures> {
  const { child, greeting } = await Child.start<never>('./servers/http-floor-process.ts', 0)
  try {
    const { port } = greeting as { port: number }
    return await load({ port, path: '/', cookie: '', count })
  } finally {
    await child.stop()
  }
}

async function onCopydesk(count: number): Promise<CommitFigures> {
  const server = await startServer({ env: { COPYDESK_LOG_LEVEL: 'warn' } })
  try {
    const { cookie, post } = await server.signIn('editor')
    const { id } = await post<{ id: string }>('/projects', { name: 'Benchmark' })
    return await load({ port: server.port, path: `/api/v1/projects/${id}/comments`, cookie, count })
  } finally {
    await server.stop()
  }
}

interface Load {
  port: number
  path: string
  cookie: string
  count: number
}

async function load({ count, ...target }: Load): Promise<CommitFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const run = async (total: number): Promise<number[]> => {
    const times: number[] = []
    let left = total
    const worker = async () => {
      while (left > 0) {
        left -= 1
        const start = performance.now()
        await post(agent, target)
        times.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    return times
  }
  try {
    await run(warmUp)
    const start = performance.now()
    const times = (await run(count)).toSorted((a, b) => a - b)
    const seconds = (performance.now() - start) / 1000
    const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
    return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99) }
  } finally {
    agent.destroy()
  }
}

function post(agent: Agent, { port, path, cookie }: Omit<Load, 'count'>): Promise<void> {
  const body = JSON.stringify({
    body: 'The opening paragraph still says spring; it should say summer by now.',
  })
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        port,
        path,
        host: '127.0.0.1',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': randomUUID(),
          origin: `http://127.0.0.1:${port}`,
          cookie,
        },
      },
      (response) => {
        response.resume()
        response.once('error', reject)
        response.once('end', () =>
          response.statusCode === 201 ? resolve() : reject(new Error(`Answered ${response.statusCode}`)),
        )
      },
    )
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
