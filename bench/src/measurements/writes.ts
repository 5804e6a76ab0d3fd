/**
 * Comments through the HTTP API with all that follows from them, on SQLite with `synchronous = FULL`, several at a time:
 * in a project of few comments and in one of many, by turns. The clock stops when everybody was told. The server is not
 * pinned. The floor parses the same body and keeps nothing.
 */
import type { Flags } from '../flags.ts'
import { Poster, type PostTarget } from '../load/poster.ts'
import { percentile } from '../percentile.ts'
import { type Product, withProduct } from '../product/product.ts'
import { Rig } from '../rig.ts'
import type { Figures, Measurement } from './measurement.ts'

/** Requests under way at a time, each on a connection that is kept. */
const concurrency = 16
/** How often the two projects take turns. */
const turns = 4
/** Between two questions whether everybody was told. */
const pauseMs = 5
/** A project of many comments has so many times what one of few has. */
const many = 16

export const writes: Measurement = {
  name: 'writes',
  title: ({ commits, warmUp }) =>
    `${commits} comments through HTTP, ${concurrency} at a time, in a project of ${few(warmUp)} comments and one of ${many * few(warmUp)}`,
  rows: ['floor', 'earlier', 'copydesk'],
  measure: (row, flags) => {
    if (row === 'floor') return Rig.with('floor', (rig) => onFloor(rig, flags))
    return withProduct(row === 'earlier' ? flags.earlier : undefined, (product) => onProduct(product, flags))
  },
}

function few(warmUp: number): number {
  return Math.max(1, Math.round(warmUp / 2))
}

async function onFloor({ address: { port } }: Rig, { commits, warmUp }: Flags): Promise<Figures> {
  const target = { port, path: '/', cookie: '' }
  await post(target, warmUp)
  const start = performance.now()
  const times = await post(target, commits)
  return figuresOf(times, performance.now() - start)
}

async function onProduct(product: Product, { commits, warmUp }: Flags): Promise<Figures> {
  const { server } = product
  const owner = await server.signIn('editor')
  const { cookie } = await server.signIn('reviewer')
  const newProject = async (): Promise<PostTarget> => {
    const { id } = await owner.post<{ id: string }>('/projects', { name: 'Benchmark' })
    return { port: server.port, path: `/api/v1/projects/${id}/comments`, cookie }
  }
  let commented = 0
  const { unread: before } = await owner.get<{ unread: number }>('/notifications/counts')
  /** Resolves when the owner was told of every comment. */
  const comment = async (target: PostTarget, count: number): Promise<number[]> => {
    const times = await post(target, count)
    commented += count
    for (;;) {
      const { unread } = await owner.get<{ unread: number }>('/notifications/counts')
      if (unread - before >= commented) return times
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  const full = await newProject()
  await comment(full, many * few(warmUp))
  const fresh = await newProject()
  await comment(fresh, few(warmUp))
  const each = Math.max(1, Math.round(commits / turns / 2))
  const spentMs = new Map([fresh, full].map((target) => [target, 0]))
  const times: number[] = []
  const committed = product.commits()
  for (let turn = 0; turn < turns; turn += 1) {
    for (const target of [fresh, full]) {
      const start = performance.now()
      times.push(...(await comment(target, each)))
      spentMs.set(target, (spentMs.get(target) ?? 0) + performance.now() - start)
    }
  }
  const total = [...spentMs.values()].reduce((sum, ms) => sum + ms, 0)
  return {
    ...figuresOf(times, total),
    'few: each takes': { value: (spentMs.get(fresh) ?? 0) / turns / each, unit: 'ms' },
    'many: each takes': { value: (spentMs.get(full) ?? 0) / turns / each, unit: 'ms' },
    'COMMITs per comment': { value: (product.commits() - committed) / times.length, unit: '' },
  }
}

function figuresOf(times: readonly number[], elapsedMs: number): Figures {
  return {
    'each takes': { value: elapsedMs / times.length, unit: 'ms' },
    'p50 of a request': { value: percentile(times, 0.5), unit: 'ms' },
    'p99 of a request': { value: percentile(times, 0.99), unit: 'ms' },
  }
}

/** Milliseconds of each request. */
async function post(target: PostTarget, total: number): Promise<number[]> {
  const poster = new Poster(target, concurrency)
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
  try {
    await Promise.all(Array.from({ length: concurrency }, worker))
    return times
  } finally {
    poster.close()
  }
}
