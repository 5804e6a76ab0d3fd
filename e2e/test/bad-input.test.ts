/**
 * What an operator sees when something is wrong from the start: every fault at once, in words that say what to do,
 * with the right exit code and nothing touched.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Ran, runCopydesk, startServer } from '@copydesk/testkit'
import { startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { describe, expect, it, onTestFinished } from 'vitest'

function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-e2e-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const start = (env: Record<string, string>, cwd = tempDir()): Promise<Ran> =>
  runCopydesk(['start'], { env: { COPYDESK_PORT: '0', ...env }, cwd })

/** Every file of a folder with a digest of what is in it. */
function contentsOf(folder: string): Record<string, string> {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(folder).map((name) => [name, digest(name)]))
}

describe('settings', () => {
  it('lists every fault at once, from the environment and the file, each with its fix, and starts nothing', async () => {
    const folder = tempDir()
    const file = {
      COPYDESK_TRANSPORTS: 'carrier_pigeon',
      COPYDESK_DEMO: 'maybe',
      COPYDESK_HOTS: '127.0.0.1',
    }
    writeFileSync(join(folder, 'copydesk.config.json'), JSON.stringify(file))
    const { code, stdout, stderr } = await start(
      {
        COPYDESK_PORT: '99999',
        COPYDESK_LOG_LEVEL: 'shouting',
        COPYDESK_PUBLIC_URL: 'somewhere',
        COPYDESK_WEBSOCKET_ENABLED: 'false',
        COPYDESK_DATABASE_URL: 'postgres://user:p@ss@somewhere/db',
        COPYDESK_TOKEN_SECRET: 'short',
        COPYDESK_METRICS_TOKEN_FILE: 'nowhere.txt',
      },
      folder,
    )
    expect(code).toBe(2)
    expect(stdout).toBe('')
    for (const name of [
      'COPYDESK_PORT',
      'COPYDESK_LOG_LEVEL',
      'COPYDESK_PUBLIC_URL',
      'COPYDESK_DATABASE_URL',
      'COPYDESK_TOKEN_SECRET',
      'COPYDESK_METRICS_TOKEN_FILE',
      'COPYDESK_TRANSPORTS',
      'COPYDESK_DEMO',
    ]) {
      expect(stderr).toContain(name)
    }
    // Misspelt names are answered with the right ones.
    expect(stderr).toMatch(/COPYDESK_WEBSOCKET_ENABLED[\s\S]*COPYDESK_WEBSOCKETS_ENABLED/)
    expect(stderr).toMatch(/COPYDESK_HOTS[\s\S]*COPYDESK_HOST/)
    expect(stderr).toContain('10 settings are wrong')
    expect(stderr).not.toContain('short')
    expect(stderr).not.toContain('p@ss')
    expect(readdirSync(folder)).toEqual(['copydesk.config.json'])
  })

  it('refuses the demo on an address that others reach', async () => {
    const { code, stderr } = await start({ COPYDESK_DEMO: 'true', COPYDESK_HOST: '0.0.0.0' })
    expect(code).toBe(2)
    expect(stderr).toMatch(/COPYDESK_DEMO/)
    expect(stderr).toMatch(/COPYDESK_HOST/)
  })
})

describe('a busy port', () => {
  it('is named together with the setting', async () => {
    const busy = await startFaultProxy(1)
    onTestFinished(() => busy.stop())
    const { code, stdout, stderr } = await start({ COPYDESK_PORT: String(busy.port) })
    expect(code).toBe(1)
    expect(stdout).not.toContain('running')
    expect(stderr).toMatch(new RegExp(`Port ${busy.port}.*in use.*COPYDESK_PORT`))
    expect(stderr).not.toContain('    at ')
  })
})

describe('a database', () => {
  it('that is damaged is refused and left as it is', async () => {
    const server = await startServer({ demo: false, dataDir: tempDir() })
    await server.kill('SIGTERM')
    const path = join(server.dataDir, 'copydesk.db')
    const bytes = readFileSync(path)
    bytes.fill(0xff, 4096, bytes.length)
    writeFileSync(path, bytes)
    const before = contentsOf(server.dataDir)
    const { code, stderr } = await start({ COPYDESK_DATA_DIR: server.dataDir })
    expect(code).toBe(1)
    expect(stderr).toContain(path)
    expect(stderr).toMatch(/damaged.*Nothing was changed.*backup.*COPYDESK_DATA_DIR/s)
    expect(stderr).not.toContain('    at ')
    expect(contentsOf(server.dataDir)).toEqual(before)
  })

  it('of a newer version is refused and left as it is', async () => {
    const server = await startServer({ demo: false, dataDir: tempDir() })
    await server.kill('SIGTERM')
    const path = join(server.dataDir, 'copydesk.db')
    const database = new DatabaseSync(path)
    database.exec(
      `insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2040-01-01T00:00:00.000Z');
       update meta set value = '9999-from-the-future' where key = 'schema_floor'`,
    )
    database.close()
    const before = contentsOf(server.dataDir)
    const { code, stderr } = await start({ COPYDESK_DATA_DIR: server.dataDir })
    expect(code).toBe(1)
    expect(stderr).toMatch(/newer Copydesk.*9999-from-the-future.*Nothing was changed/s)
    expect(contentsOf(server.dataDir)).toEqual(before)
  })
})

describe('an old Node.js', () => {
  const systemNode = '/usr/bin/node'

  it('is told in one line what is needed', async () => {
    // The system's own where there is an old one; else a stand-in that only gives another version.
    const old = existsSync(systemNode) && majorOf(systemNode) < 24
    const standIn = join(tempDir(), 'old.cjs')
    writeFileSync(standIn, `Object.defineProperty(process.versions, 'node', { value: '20.1.0' })`)
    const { code, stdout, stderr } = await runCopydesk(
      ['start'],
      old ? { node: systemNode } : { env: { NODE_OPTIONS: `--require ${standIn}` } },
    )
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^Copydesk needs Node\.js 24 or newer.*\n$/)
  })
})

function majorOf(node: string): number {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(stdout)?.[1])
}
