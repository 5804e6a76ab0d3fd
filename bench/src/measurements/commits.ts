/**
 * Commands per second through the HTTP API: comments posted to one project of a real server process on SQLite with
 * `synchronous = FULL`, beside the floor, which parses the same body and keeps nothing.
 */
import { startServer } from '@copydesk/testkit'
import { Poster, type PostTarget } from '../load/poster.ts'
import { percentile } from '../percentile.ts'
import { Rig } from '../rig.ts'
import type { Figures, Measurement } from './measurement.ts'

/** Requests under way at a time, each on a connection that is kept. */
const concurrency = 16

export const commits: Measurement = {
  name: 'commits',
  title: ({ commits }) => `${commits} commits through HTTP, ${concurrency} requests at a time`,
  rows: ['floor', 'copydesk'],
  measure: async (row, { commits, warmUp }) => {
    if (row === 'floor') {
      const target = ({ address: { port } }: Rig) => ({ port, path: '/', cookie: '' })
      return Rig.with('floor', (rig) => load(target(rig), commits, warmUp))
    }
    const server = await startServer({ env: { COPYDESK_LOG_LEVEL: 'warn' } })
    try {
      const { cookie, post } = await server.signIn('editor')
      const { id } = await post<{ id: string }>('/projects', { name: 'Benchmark' })
      const path = `/api/v1/projects/${id}/comments`
      return await load({ port: server.port, path, cookie }, commits, warmUp)
    } finally {
      await server.stop()
    }
  },
}

async function load(target: PostTarget, count: number, warmUp: number): Promise<Figures> {
  const poster = new Poster(target, concurrency)
  const run = async (total: number): Promise<number[]> => {
    const times: number[] = []
    let left = total
    const worker = async () => {
      while (left > 0) {
        left -= 1
        const start = performance.now()
        await poster.post({ body: 'The opening paragraph still says spring; it should say summer by now.' })
        times.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    return times
  }
  try {
    await run(warmUp)
    const start = performance.now()
    const times = await run(count)
    const elapsedMs = performance.now() - start
    return {
      'each takes': { value: elapsedMs / count, unit: 'ms' },
      'p50 of a request': { value: percentile(times, 0.5), unit: 'ms' },
      'p99 of a request': { value: percentile(times, 0.99), unit: 'ms' },
    }
  } finally {
    poster.close()
  }
}
