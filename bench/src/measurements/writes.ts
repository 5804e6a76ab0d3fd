/**
 * Comments through the HTTP API with all that follows from them, several at a time, on databases that keep what they
 * confirmed: in a project of few comments, in one of many, and in as many projects as there are at a time, by turns. The
 * clock stops when everybody was told. The server is not pinned. The floor parses the same body and keeps nothing.
 */
import type { Flags } from '../flags.ts'
import { Poster, type PostTarget } from '../load/poster.ts'
import { percentile } from '../percentile.ts'
import { type Product, withProduct } from '../product/product.ts'
import { Rig } from '../rig.ts'
import { type Figures, type Measurement, productOfRow } from './measurement.ts'

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
    `${commits} comments through HTTP, ${concurrency} at a time, in a project of ${few(warmUp)} comments, one of ${many * few(warmUp)}, and ${concurrency} apart`,
  rows: ['floor', 'earlier', 'sqlite', 'postgres'],
  measure: (row, flags) => {
    if (row === 'floor') return Rig.with('floor', (rig) => onFloor(rig, flags))
    return withProduct(productOfRow(row, flags), (product) => onProduct(product, flags))
  },
}

function few(warmUp: number): number {
  return Math.max(1, Math.round(warmUp / 2))
}

async function onFloor({ address: { port } }: Rig, { commits, warmUp }: Flags): Promise<Figures> {
  const targets = [{ port, path: '/', cookie: '' }]
  await post(targets, warmUp)
  const start = performance.now()
  const times = await post(targets, commits)
  return figuresOf(times, performance.now() - start)
}

async function onProduct(product: Product, { commits, warmUp }: Flags): Promise<Figures> {
  const { server, database } = product
  const owner = await server.signIn('editor')
  const { cookie } = await server.signIn('reviewer')
  const newProject = async (): Promise<PostTarget> => {
    const { id } = await owner.post<{ id: string }>('/projects', { name: 'Benchmark' })
    return { port: server.port, path: `/api/v1/projects/${id}/comments`, cookie }
  }
  let commented = 0
  const { unread: before } = await owner.get<{ unread: number }>('/notifications/counts')
  /** Resolves when the owner was told of every comment. */
  const comment = async (targets: readonly PostTarget[], count: number): Promise<number[]> => {
    const times = await post(targets, count)
    commented += count
    for (;;) {
      const { unread } = await owner.get<{ unread: number }>('/notifications/counts')
      if (unread - before >= commented) return times
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  const full = [await newProject()]
  await comment(full, many * few(warmUp))
  const fresh = [await newProject()]
  await comment(fresh, few(warmUp))
  const apart = await Promise.all(Array.from({ length: concurrency }, newProject))
  await comment(apart, few(warmUp))
  const each = Math.max(1, Math.round(commits / turns / 3))
  const spentMs = new Map([fresh, full, apart].map((targets) => [targets, 0]))
  const times: number[] = []
  const committed = await database.commits()
  const synced = await database.syncs()
  const cpuBefore = product.cpuMicros()
  for (let turn = 0; turn < turns; turn += 1) {
    for (const targets of spentMs.keys()) {
      const start = performance.now()
      times.push(...(await comment(targets, each)))
      spentMs.set(targets, (spentMs.get(targets) ?? 0) + performance.now() - start)
    }
  }
  const total = [...spentMs.values()].reduce((sum, ms) => sum + ms, 0)
  const eachTakes = (targets: PostTarget[]) => ({
    value: (spentMs.get(targets) ?? 0) / turns / each,
    unit: 'ms',
  })
  return {
    ...figuresOf(times, total),
    'few: each takes': eachTakes(fresh),
    'many: each takes': eachTakes(full),
    'apart: each takes': eachTakes(apart),
    'CPU per comment': { value: (product.cpuMicros() - cpuBefore) / 1000 / times.length, unit: 'ms' },
    'COMMITs per comment': { value: ((await database.commits()) - committed) / times.length, unit: '' },
    'syncs per comment': { value: ((await database.syncs()) - synced) / times.length, unit: '' },
  }
}

function figuresOf(times: readonly number[], elapsedMs: number): Figures {
  return {
    'each takes': { value: elapsedMs / times.length, unit: 'ms' },
    'p50 of a request': { value: percentile(times, 0.5), unit: 'ms' },
    'p99 of a request': { value: percentile(times, 0.99), unit: 'ms' },
  }
}

/** Milliseconds of each request; each of those under way at a time keeps to one of the targets. */
async function post(targets: readonly PostTarget[], total: number): Promise<number[]> {
  const posters = targets.map((target) => new Poster(target, concurrency))
  const times: number[] = []
  let left = total
  const worker = async (_: unknown, index: number) => {
    const poster = posters[index % posters.length]
    while (left > 0) {
      left -= 1
      const start = performance.now()
      await poster?.post({ body: 'The opening paragraph still says spring; it should say summer by now.' })
      times.push(performance.now() - start)
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }).map(worker))
    return times
  } finally {
    for (const poster of posters) poster.close()
  }
}
