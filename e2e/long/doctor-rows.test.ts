/**
 * The table of causes: each of its rows is provoked, by a real proxy or a real browser where one shows it; the doctor
 * must name cause, hop and fix; then what it named is done and nothing else, and it must find nothing any more.
 */
import { launchBrowser } from '@copydesk/testkit'
import { startFaultProxy, swallowConnections } from '@copydesk/testkit/fault-proxy'
import { documentedConfig } from '@copydesk/testkit/proxies'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type BehindProxy, startBehindProxy } from '../src/behind-proxy.ts'
import { idleRows } from '../src/doctor-rows/idle-rows.ts'
import type { Row, World } from '../src/doctor-rows/row.ts'
import { type RowLine, RowTable } from '../src/doctor-rows/row-table.ts'
import { rows } from '../src/doctor-rows/rows.ts'
import { tokenOf } from '../src/doctor-rows/server-rows.ts'
import { askDoctor, healthy } from '../src/doctor-says.ts'

const timeout = 300_000
const idleTimeout = 240_000
const table = new RowTable()
let place: BehindProxy
let browser: Promise<Browser> | undefined
const waiting = new Map<Row, Promise<void>>()

beforeAll(async () => {
  place = await startBehindProxy()
  for (const row of idleRows) {
    const line = table.add(row)
    const found = provoke(row, line)
    // Whoever waits for it is told of a failure.
    found.catch(() => {})
    waiting.set(row, found)
  }
})
afterAll(async () => {
  console.log(table.text())
  await Promise.allSettled(waiting.values())
  await (await browser)?.close()
  await place.stop()
}, idleTimeout)

async function provoke(row: Row, line: RowLine): Promise<void> {
  const ends: (() => unknown)[] = []
  const world: World = {
    place,
    browser: () => {
      browser ??= launchBrowser()
      return browser
    },
    onEnd: (action) => void ends.push(action),
  }
  try {
    const { ask, mend } = await row.provoke(world)
    const said = await line.timed('provoked', ask)
    const { cause, hop } = row
    const [found] = said.findings
    expect(found, JSON.stringify(said)).toMatchObject({ row: row.row, cause, hop })
    expect(found?.fix).toMatch(row.fix)
    if (row.says) expect(found?.says).toMatch(row.says)
    if (row.comparison) expect(said.comparison).toMatch(row.comparison)
    line.isDiagnosed = true
    await mend(said)
    expect(await line.timed('mended', ask)).toMatchObject(healthy)
    line.isMended = true
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

it.each(rows)('row $row, $provokedBy: $cause', { timeout }, (row) => provoke(row, table.add(row)))

describe('where nothing is wrong', { timeout }, () => {
  it('finds nothing at the server itself, nor with the token of an administrator', async () => {
    const { server } = place
    expect(await table.timed('the server itself', () => askDoctor([server.url]))).toMatchObject(healthy)
    const token = await tokenOf(server, 'admin')
    const args = [server.url, '--token', token]
    expect(await table.timed('the same, with a token', () => askDoctor(args))).toMatchObject(healthy)
  })

  it.each(['nginx', 'apache', 'haproxy', 'caddy', 'varnish'] as const)(
    'finds nothing behind %s as documented',
    async (name) => {
      const told = await place.start(name, documentedConfig(name))
      const token = await tokenOf(place.server, 'admin')
      const args = [place.url, '--direct', place.server.url, '--token', token]
      expect(await table.timed(`${name} as documented`, () => askDoctor(args))).toMatchObject(healthy)
      await told.stop()
    },
  )
})

describe('where nothing answers', { timeout }, () => {
  it('says so', async () => {
    const nothing = ['http://127.0.0.1:1']
    const said = await table.timed('nothing listens', () => askDoctor(nothing))
    expect(said).toMatchObject({ exitCode: 1, findings: [{ cause: 'unreachable' }] })
  })

  it('says so of what takes connections and never answers', async () => {
    const hole = await startFaultProxy(place.server.port, [swallowConnections()])
    onTestFinished(() => hole.stop())
    const said = await table.timed('connections swallowed', () => askDoctor([hole.url]))
    expect(said).toMatchObject({ exitCode: 1, findings: [{ cause: 'unreachable' }] })
  })
})

it.each(idleRows)('row $row, $provokedBy: $cause', { timeout: idleTimeout }, (row) => waiting.get(row))

it('provokes every row', () => {
  expect(table.rows()).toEqual(Array.from({ length: 27 }, (_, index) => index + 1))
})
