/**
 * `/metrics` of the product and of `copydesk hub`: Prometheus's own checker finds nothing, both call the same figures by
 * the same names, and the dashboard fits both.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hubFigures } from '@copydesk/hub'
import { startHub } from '@copydesk/testkit'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeServer } from '../src/cli/compose-server.ts'
import { type OpenedServices, openServices } from '../src/cli/open-services.ts'
import { version } from '../src/cli/product.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createPerson } from '../src/people/commands.ts'
import { hashPassword } from '../src/people/sign-in/password.ts'
import { loadSettings } from '../src/settings/load-settings.ts'

/** What promtool complains about; it ends with another code than 0 then. */
function complaints(metrics: string): string {
  try {
    execFileSync('promtool', ['check', 'metrics'], { input: metrics, stdio: ['pipe', 'pipe', 'pipe'] })
    return ''
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr)
  }
}

const namesOf = (text: string) => [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name)
const figureOf = (text: string, series: string): number => {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `))
  if (line === undefined) throw new Error(`There is no ${series}`)
  return Number(line.slice(series.length + 1))
}

let folder: string
let opened: OpenedServices
let server: Awaited<ReturnType<typeof composeServer>>
let url: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-metrics-'))
  opened = await openServices(loadSettings({ env: {}, cwd: folder }))
  server = await composeServer({ opened, secret: 's'.repeat(32), log: pino({ level: 'silent' }) })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const read = async () => (await fetch(`${url}/metrics`)).text()

describe('/metrics', () => {
  it('of the product has no fault that promtool finds, before and after something happened', async () => {
    expect(complaints(await read())).toBe('')
    await fetch(`${url}/connection/websocket`)
    await fetch(`${url}/api/v1/projects`)
    expect(complaints(await read())).toBe('')
  })

  it('of a hub alone has none either, and the same names', async () => {
    const hub = await startHub({ prometheus: { enabled: true } })
    const text = await (await fetch(`${hub.url}/metrics`)).text()
    await hub.stop()
    expect(complaints(text)).toBe('')
    const product = new Set(namesOf(await read()))
    const own = /^copydesk_realtime_history_/
    expect(namesOf(text).filter((name) => !product.has(name) && !own.test(name ?? ''))).toEqual([])
    expect(namesOf(text)).toEqual(expect.arrayContaining([...hubFigures.keys()]))
    expect(text).toContain('process_resident_memory_bytes ')
    expect(text).toMatch(/^copydesk_build_info\{version="[^"]+"\} 1$/m)
  })

  it('finds faults where there are some', () => {
    expect(complaints('# TYPE a_total gauge\na_total 1\n')).toContain('a_total')
  })

  it('says which version runs', async () => {
    expect(figureOf(await read(), `copydesk_build_info{version="${version}"}`)).toBe(1)
  })

  it('says how large the database and its log are', async () => {
    const { storage } = opened.services
    await storage.write((tx) => tx.insertInto('meta').values({ key: 'of the test', value: '1' }).execute())
    const text = await read()
    for (const file of ['database', 'wal']) {
      expect(figureOf(text, `copydesk_database_bytes{file="${file}"}`)).toBeGreaterThan(0)
    }
  })

  it('says how much work waits in the outbox, and since when', async () => {
    for (const figure of ['outbox_entries', 'outbox_age_seconds', 'failed_work_entries']) {
      expect(figureOf(await read(), `copydesk_${figure}{work="notify"}`)).toBe(0)
    }
    expect(figureOf(await read(), 'copydesk_outbox_lane_age_seconds{lane="prompt"}')).toBe(0)
    const { storage, now } = opened.services
    await storage.write((tx) =>
      tx
        .insertInto('outbox')
        .values({
          id: 'o1',
          topic: 'of a newer version',
          payload: '{}',
          created_at: now() - 90_000,
          due_at: now() + 60_000,
          attempts: 0,
        })
        .execute(),
    )
    const text = await read()
    expect(figureOf(text, 'copydesk_outbox_entries{work="of a newer version"}')).toBe(1)
    expect(figureOf(text, 'copydesk_outbox_age_seconds{work="of a newer version"}')).toBeGreaterThanOrEqual(
      90,
    )
  })

  it('counts sign-ins that failed, and no others', async () => {
    const passwordHash = await hashPassword('the right password')
    const input = { name: 'Ann', role: 'viewer' as const, email: 'ann@test.example', passwordHash }
    await opened.services.runner.run({ actor: systemActor }, createPerson(input))
    const failures = async () =>
      figureOf(await read(), 'copydesk_sign_in_failures_total{reason="sign_in_failed"}')
    const signIn = (body: object) =>
      fetch(`${url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify(body),
      })
    expect(await failures()).toBe(0)
    expect((await signIn({ email: input.email, password: 'a wrong password' })).status).toBe(401)
    expect(await failures()).toBe(1)
    expect((await signIn({ email: input.email, password: 'the right password' })).status).toBe(200)
    expect((await signIn({})).status).toBe(400)
    expect(await failures()).toBe(1)
  })

  it('is what the dashboard asks for, from a hub alone too where that has it', async () => {
    const dashboard = readFileSync(new URL('../../../docs/grafana/copydesk.json', import.meta.url), 'utf8')
    const asked = new Set(dashboard.match(/copydesk_[a-z_]+/g))
    const histogram = /_(bucket|sum|count)$/
    const names = new Set(namesOf(await read()))
    expect([...asked].filter((name) => !names.has(name.replace(histogram, '')))).toEqual([])
    for (const name of hubFigures.keys()) expect(asked).toContain(name)
  })
})
