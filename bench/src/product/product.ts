/**
 * The whole product as a process, `copydesk start`, on one of the two databases, with a probe in it that measures its
 * event loop.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  copydeskBin,
  keepToldDemo,
  putToldDemo,
  runCopydesk,
  type StartedServer,
  startServer,
} from '@copydesk/testkit'
import type { DatabaseName, ProductDatabase } from '../databases/database.ts'
import { startPostgres } from '../databases/postgres.ts'
import { sqliteIn } from '../databases/sqlite.ts'
import { cpuMicrosOf } from '../servers/program.ts'
import type { LoopDelay } from './loop-probe.ts'

const probe = fileURLToPath(new URL('./loop-probe.ts', import.meta.url))

/** What follows from a change is due by then. */
const soonMs = 60_000
/** Between two looks at what is waited for. */
const pauseMs = 20

export interface Product {
  server: StartedServer
  database: ProductDatabase
  /** Runs a command of its program with its settings. */
  command(args: readonly string[]): Promise<void>
  /** Processor time of server and database so far, in microseconds; NaN where the system does not tell it. */
  cpuMicros(): number
  /** How late the event loop was since the last call. */
  takeLoopDelay(): Promise<LoopDelay>
  /** Stops the server, changes its database, and starts it again. */
  whileStopped(change: (database: ProductDatabase) => Promise<void>): Promise<void>
  /** Waits until everything is carried out that follows from what was done so far. */
  untilAllIsDone(): Promise<void>
}

/** The rows of products: this commit on either database, or the one in the folder `earlier` on SQLite. */
export interface ProductChoice {
  database: DatabaseName
  earlier?: string | undefined
}

/** Starts a product, hands it over and stops it, come what may. */
export async function withProduct<Result>(
  { database: name, earlier }: ProductChoice,
  use: (product: Product) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-bench-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const database = name === 'postgres' ? await startPostgres('told') : sqliteIn(dataDir)
  // Telling the demo takes longer than most measurements; an earlier commit may tell another one.
  const isTold = name === 'sqlite' && earlier === undefined
  try {
    if (isTold) await putToldDemo(dataDir)
    const file = join(folder, 'loop.json')
    const server = await startServer({
      dataDir,
      bin: earlier === undefined ? copydeskBin : join(earlier, 'packages/server/bin/copydesk.js'),
      env: {
        COPYDESK_LOG_LEVEL: 'warn',
        NODE_OPTIONS: `--import=${probe}`,
        BENCH_LOOP_FILE: file,
        ...database.env,
      },
    })
    if (isTold) keepToldDemo(dataDir)
    try {
      return await use(productOf(server, database, file))
    } finally {
      await server.stop()
    }
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function productOf(server: StartedServer, database: ProductDatabase, loopFile: string): Product {
  return {
    server,
    database,
    command: async (args) => {
      const env = { COPYDESK_DATA_DIR: server.dataDir, ...database.env }
      const { code, stderr } = await runCopydesk(args, { env })
      if (code !== 0) throw new Error(`copydesk ${args[0]} ended with ${code}: ${stderr}`)
    },
    cpuMicros: () => {
      if (!existsSync('/proc')) return Number.NaN
      return cpuMicrosOf(server.pid) + (database.pid === undefined ? 0 : cpuMicrosOf(database.pid))
    },
    takeLoopDelay: async () => {
      rmSync(loopFile, { force: true })
      process.kill(server.pid, 'SIGUSR2')
      while (!existsSync(loopFile)) await pause(pauseMs)
      return JSON.parse(readFileSync(loopFile, 'utf8'))
    },
    whileStopped: async (change) => {
      await server.kill('SIGTERM')
      await change(database)
      await server.restart()
    },
    untilAllIsDone: async () => {
      // Reminders of the mornings to come wait in the outbox too, for days.
      const due = () => database.all(`select id from outbox where due_at < ${Date.now() + soonMs} limit 1`)
      while ((await due()).length > 0) await pause(pauseMs)
    },
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
