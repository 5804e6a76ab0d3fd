/**
 * The whole product as a process, `copydesk start`, with a probe in it that measures its event loop, and what is done to
 * its database while it is stopped: people and notifications by the thousands, which no door makes fast enough.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { copydeskBin, type StartedServer, startServer } from '@copydesk/testkit'
import type { LoopDelay } from './loop-probe.ts'

const probe = fileURLToPath(new URL('./loop-probe.ts', import.meta.url))

/** Between two looks at what is waited for. */
const pauseMs = 20

export interface Product {
  server: StartedServer
  /** How late the event loop was since the last call. */
  takeLoopDelay(): Promise<LoopDelay>
  /** Stops the server, changes its database, and starts it again. */
  whileStopped(change: (database: DatabaseSync) => void): Promise<void>
  /** Waits until everything is carried out that follows from what was done so far. */
  untilAllIsDone(): Promise<void>
  /** Transactions that have written so far. */
  commits(): number
}

/** Starts the product, or the one in the folder `earlier`, hands it over and stops it, come what may. */
export async function withProduct<Result>(
  earlier: string | undefined,
  use: (product: Product) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-bench-'))
  const file = join(folder, 'loop.json')
  const server = await startServer({
    bin: earlier === undefined ? copydeskBin : join(earlier, 'packages/server/bin/copydesk.js'),
    env: { COPYDESK_LOG_LEVEL: 'warn', NODE_OPTIONS: `--import=${probe}`, BENCH_LOOP_FILE: file },
  })
  const path = join(server.dataDir, 'copydesk.db')
  const withDatabase = <T>(work: (database: DatabaseSync) => T): T => {
    const database = new DatabaseSync(path, { timeout: 5000 })
    try {
      return work(database)
    } finally {
      database.close()
    }
  }
  const figure = (sql: string) => withDatabase((database) => Number(database.prepare(sql).get()?.figure))
  try {
    return await use({
      server,
      takeLoopDelay: async () => {
        rmSync(file, { force: true })
        process.kill(server.pid, 'SIGUSR2')
        while (!existsSync(file)) await pause(pauseMs)
        return JSON.parse(readFileSync(file, 'utf8'))
      },
      whileStopped: async (change) => {
        await server.kill('SIGTERM')
        withDatabase(change)
        await server.restart()
      },
      untilAllIsDone: async () => {
        while (figure('select count(*) as figure from outbox') > 0) await pause(pauseMs)
      },
      commits: () => figure("select value as figure from meta where key = 'commits'"),
    })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}

/** Adds people who never sign in; their ids. */
export function addPeople(database: DatabaseSync, count: number): string[] {
  const ids = Array.from({ length: count }, () => randomUUID())
  const insert = database.prepare(
    "insert into people (id, revision, name, email, role, created_at) values (?, 1, ?, ?, 'viewer', 0)",
  )
  inTransaction(database, () => {
    for (const [index, id] of ids.entries()) insert.run(id, `Person ${index}`, `${id}@bench.example`)
  })
  return ids
}

/** Copies a notification of a person until there are so many; the copies were read. */
export function addNotifications(database: DatabaseSync, personId: string, count: number): void {
  const copied = database
    .prepare("select name from pragma_table_info('notifications')")
    .all()
    .map(({ name }) => String(name))
  const own: Record<string, string> = {
    id: "substr(id, 1, 24) || printf('%012x', :number)",
    event_id: "substr(event_id, 1, 24) || printf('%012x', :number)",
    read_at: '1',
    seen_at: '1',
  }
  const insert = database.prepare(
    `insert into notifications (${copied.map((name) => `"${name}"`).join(', ')})
     select ${copied.map((name) => own[name] ?? `"${name}"`).join(', ')} from notifications
     where id = (select id from notifications where person_id = :person limit 1)`,
  )
  inTransaction(database, () => {
    for (let number = 1; number < count; number += 1) insert.run({ number, person: personId })
  })
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('begin')
  work()
  database.exec('commit')
}
