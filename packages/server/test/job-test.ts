/**
 * Nodes that carry out work of a test's own on one database: each with its own jobs, all with one clock that the test
 * moves. `committed` gives what the work wrote, so that nothing counts that was undone.
 */
import { uuidv7 } from 'uuidv7'
import type { CommandContext } from '../src/command/command.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import type { NewWork, OutboxEntry } from '../src/command/outbox.ts'
import { systemActor } from '../src/command/system-actor.ts'
import type { Work } from '../src/command/work.ts'
import { tellDelivery } from '../src/delivery/tell-delivery.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import type { Row } from '../src/storage/schema.ts'
import type { Storage } from '../src/storage/storage.ts'
import { createTestApp, type TestApp } from './test-app.ts'

export interface JobTest extends Omit<TestApp, 'runJobs'> {
  /** One more node; without a storage of its own, on the test's. */
  startNode(options?: { storage?: Storage; works?: readonly Work[]; idleMs?: number }): Jobs
  enqueue(...entries: OutboxEntry[]): Promise<void>
  /** As `enqueue`, by a command after which the nodes are woken. */
  enqueueAwake(...entries: OutboxEntry[]): Promise<void>
  /** But for the telling of administrators that something failed, which is none of the test's work. */
  outbox(): Promise<Row<'outbox'>[]>
  failedWork(): Promise<Row<'failed_work'>[]>
  /** What `write` wrote in transactions that were committed, in no order. */
  committed(): Promise<string[]>
  /** What was logged as an error. */
  errors: { err?: Error; entries?: string[]; work?: string }[]
  announcedChannels(): string[]
}

/** Writes down that something happened, within the transaction of the work; the same thing may happen once only. */
export async function write({ tx }: CommandContext, what: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key: `wrote:${what}`, value: '' })
    .execute()
}

export async function createJobTest(works: readonly Work[]): Promise<JobTest> {
  const test = await createTestApp()
  const { storage } = test
  const { now, elapsed, newId } = test.services
  const { broker } = test.services
  const errors: JobTest['errors'] = []
  const log = { error: (fields: object) => errors.push(fields) }
  const nodes: Jobs[] = []
  const onWork = (work: NewWork) => {
    for (const node of nodes) node.wake(work)
  }
  const silent = new CommandRunner({ storage, broker, now, newId: uuidv7, onWork: () => {} })
  const awake = new CommandRunner({ storage, broker, now, newId, onWork })
  const put = async (runner: CommandRunner, outbox: OutboxEntry[]) => {
    await runner.run({ actor: systemActor }, async () => ({ body: null, events: [], outbox }))
  }
  return {
    ...test,
    startNode: ({ storage: own = storage, works: others = works, idleMs = 5000 } = {}) => {
      const runner = new CommandRunner({ storage: own, broker, now, newId, onWork: () => {} })
      const parts = { storage: own, runner, now, elapsed, readViewer, log }
      const jobs = new Jobs({ ...parts, works: others, idleMs })
      nodes.push(jobs)
      return jobs
    },
    enqueue: (...entries) => put(silent, entries),
    enqueueAwake: (...entries) => put(awake, entries),
    outbox: () =>
      storage.read((tx) =>
        tx.selectFrom('outbox').selectAll().where('topic', '<>', tellDelivery.name).orderBy('id').execute(),
      ),
    failedWork: () => storage.read((tx) => tx.selectFrom('failed_work').selectAll().execute()),
    committed: async () => {
      const rows = await storage.read((tx) =>
        tx.selectFrom('meta').select('key').where('key', 'like', 'wrote:%').execute(),
      )
      return rows.map(({ key }) => key.slice('wrote:'.length)).sort()
    },
    errors,
    announcedChannels: () => test.announced.map(({ channel }) => channel),
  }
}
