/**
 * A replica that lacks the last commits becomes the database of three servers while people write: what it had is there,
 * once; every client knows that the history is another one, and has what there is. What only the old one had is lost.
 */
import { setTimeout } from 'node:timers/promises'
import { startNodes } from '@copydesk/testkit/nodes'
import { startCluster, startSwitch } from '@copydesk/testkit/postgres'
import { expect, it, onTestFinished } from 'vitest'
import { Crowd } from '../src/chaos/crowd.ts'
import { inDatabase } from '../src/chaos/truth.ts'

const seed = Number(process.env.LONG_SEED ?? 42)
const phaseMs = 3_000

function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  return inDatabase(url, async (client) => (await client.query(text)).rows)
}

it(`a replica without the last commits loses those alone, and everybody knows (seed ${seed})`, async () => {
  const primary = await startCluster({ settings: { synchronous_commit: 'on' } })
  onTestFinished(() => primary.stop())
  const standby = await startCluster({ standbyOf: primary })
  onTestFinished(() => standby.stop())
  const address = await startSwitch(primary.port)
  onTestFinished(() => address.stop())
  const databaseUrl = `postgres://postgres@127.0.0.1:${address.port}/postgres`
  const nodes = await startNodes({ demo: false, databaseUrl })
  onTestFinished(() => nodes.stop())
  const crowd = await Crowd.gather(nodes, seed)
  onTestFinished(() => crowd.stop())
  const epochs = () =>
    new Set(crowd.readers.flatMap((reader) => reader.positions().map(({ epoch }) => epoch)))
  const [before, ...others] = epochs()
  expect(others).toEqual([])

  const over = new AbortController()
  const written = crowd.write(over.signal)
  await setTimeout(phaseMs)
  const replicated = crowd.writers.map(({ appends }) => appends.length)
  const [{ lsn } = {}] = await query(primary.url(), 'select pg_current_wal_lsn()::text as lsn')
  await expect
    .poll(() => query(standby.url(), `select pg_last_wal_replay_lsn() >= '${lsn}' as done`))
    .toEqual([{ done: true }])
  await query(standby.url(), "alter system set primary_conninfo = ''")
  await query(standby.url(), 'select pg_reload_conf()')
  await expect
    .poll(() => query(standby.url(), 'select count(*)::int as receivers from pg_stat_wal_receiver'))
    .toEqual([{ receivers: 0 }])
  await setTimeout(phaseMs)
  const atRisk = crowd.writers.map(({ appends }) => appends.length)
  expect(atRisk).not.toEqual(replicated)
  primary.crash()
  standby.promote()
  address.leadTo(standby.port)
  // Commands under way at that moment were acknowledged by either.
  const answered = crowd.writers.map(({ appends }) => appends.length + 1)
  await setTimeout(phaseMs)
  over.abort()
  await written
  for (const [index, { appends }] of crowd.writers.entries()) {
    for (const append of appends.slice(replicated[index], answered[index])) append.outcome = 'unknown'
  }
  const { findings, convergedMs } = await crowd.settle(standby.url())
  console.log(`after the promotion all readers were there within ${Math.round(convergedMs)} ms`)
  expect(findings).toEqual([])
  const [after, ...rest] = epochs()
  expect(rest).toEqual([])
  expect(after).not.toBe(before)
})
