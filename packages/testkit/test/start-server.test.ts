/** The whole server as a process: it starts, survives a kill, stops in order, and says what keeps it from starting. */

import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Project, ProjectsState } from '@copydesk/contract'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type RunOptions, runCopydesk } from '../src/copydesk-bin.ts'
import { type StartServerOptions, startServer } from '../src/start-server.ts'

async function start(options: StartServerOptions = {}) {
  const server = await startServer({ demo: false, ...options })
  onTestFinished(() => server.stop())
  return server
}

function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const statusOf = async (url: string) => (await fetch(url)).status

/** Asks for a WebSocket, and gives the answer of a server that does not upgrade. */
async function handshake(url: string): Promise<{ status: number | undefined; body: string }> {
  const asked = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-version': '13',
    },
  })
  asked.end()
  const [answer]: IncomingMessage[] = await once(asked, 'response')
  if (!answer) throw new Error('no answer')
  return { status: answer.statusCode, body: await text(answer) }
}

/** An old Node.js of this machine; without one, a stand-in that differs only in the version it gives. */
function oldNode(): RunOptions {
  const system = '/usr/bin/node'
  const version = existsSync(system) ? execFileSync(system, ['--version'], { encoding: 'utf8' }) : ''
  if (/^v(?:1?\d|2[0-3])\./.test(version)) return { node: system }
  const standIn = join(tempDir(), 'old.cjs')
  writeFileSync(standIn, `Object.defineProperty(process.versions, 'node', { value: '20.1.0' })`)
  return { env: { NODE_OPTIONS: `--require ${standIn}` } }
}

describe('copydesk start', () => {
  it('answers, keeps what was acknowledged through a kill, and stops when it is told to', async () => {
    const server = await start({ demo: true })
    const editor = await server.signIn('editor')
    const { id } = await editor.post<Project>('/projects', { name: 'Before the kill' })
    const firstPid = server.pid
    expect(await server.kill('SIGKILL')).toBeNull()
    await server.restart()
    expect(server.pid).not.toBe(firstPid)
    const { data } = await editor.get<ProjectsState>('/projects')
    expect(data.map((project) => project.id)).toContain(id)
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it('makes a secret that only its owner may read, and keeps it', async () => {
    const server = await start()
    const path = join(server.dataDir, 'token-secret')
    const made = statSync(path)
    expect(made.mode & 0o777).toBe(0o600)
    await server.restart()
    expect(statSync(path).mtimeMs).toBe(made.mtimeMs)
  })

  it('names the setting when the port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const env = { COPYDESK_DATA_DIR: tempDir(), COPYDESK_PORT: String(port) }
    const { code, stderr } = await runCopydesk(['start'], { env })
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`Port ${port} .* is in use.*COPYDESK_PORT`))
  })

  it('refuses a data folder that another server uses, and a database it cannot read', async () => {
    const server = await start()
    const second = await runCopydesk(['start'], {
      env: { COPYDESK_DATA_DIR: server.dataDir, COPYDESK_PORT: '0' },
    })
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('COPYDESK_DATA_DIR') })

    const broken = tempDir()
    writeFileSync(join(broken, 'copydesk.db'), 'no database, however long one looks')
    const third = await runCopydesk(['start'], { env: { COPYDESK_DATA_DIR: broken, COPYDESK_PORT: '0' } })
    expect(third).toMatchObject({ code: 1, stderr: expect.stringContaining('damaged') })
  })

  it('opens no WebSocket when they are switched off, and says which setting did it', async () => {
    const env = { COPYDESK_WEBSOCKETS_ENABLED: 'false' }
    const server = await start({ env })
    expect(server.logs()).toContain('COPYDESK_WEBSOCKETS_ENABLED')
    const answer = await handshake(`${server.url}/connection/websocket`)
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'websocket_off',
      detail: expect.stringContaining('COPYDESK_WEBSOCKETS_ENABLED (environment) is false'),
    })
    expect(await statusOf(`${server.url}/readyz`)).toBe(200)
  })
})

describe('copydesk', () => {
  it('lists every wrong setting at once, with exit code 2', async () => {
    const env = { COPYDESK_PORT: 'x', COPYDESK_PROT: '1', COPYDESK_BROKER_URL: 'redis://cache' }
    const { code, stdout, stderr } = await runCopydesk(['start'], { env, cwd: tempDir() })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    for (const text of ['3 settings are wrong', 'COPYDESK_PORT', 'COPYDESK_PROT', 'COPYDESK_BROKER_URL']) {
      expect(stderr).toContain(text)
    }
  })

  it('says in one line what it needs when Node.js is too old', async () => {
    const { code, stderr } = await runCopydesk(['start'], oldNode())
    expect(code).toBe(1)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/needs Node\.js 24 or newer.*https:\/\/nodejs\.org/)
  })

  it('manages people, whose changes need no running server', async () => {
    const env = { COPYDESK_DATA_DIR: tempDir() }
    const run = (args: string[], input?: string) =>
      runCopydesk(args, { env, ...(input === undefined ? {} : { input }) })
    const added = await run(
      ['user', 'add', 'Ann@example.com', '--role', 'admin', '--name', 'Ann'],
      'long enough!\n',
    )
    expect(added).toMatchObject({ code: 0, stdout: 'Added Ann <ann@example.com> as admin.\n' })
    expect((await run(['user', 'add', 'ann@example.com'], 'long enough!\n')).code).toBe(1)
    expect((await run(['user', 'add', 'ben@example.com'], 'short\n')).stderr).toContain('10 characters')
    expect((await run(['user', 'role', 'ann@example.com', 'viewer'])).stderr).toContain('last administrator')
    expect((await run(['user', 'list'])).stdout).toBe('admin     ann@example.com  Ann\n')
    expect((await run(['token', 'ann@example.com'])).stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  })

  it('imports, and tells scripts that files were skipped', async () => {
    const folder = tempDir()
    writeFileSync(join(folder, 'good.md'), '# Good')
    writeFileSync(join(folder, 'bad.md'), new Uint8Array([0, 1]))
    const env = { COPYDESK_DATA_DIR: tempDir() }
    const { code, stdout, stderr } = await runCopydesk(['import', folder], { env })
    expect(code).toBe(3)
    expect(stdout).toContain('1 added, 0 changed, 0 unchanged, 1 skipped.\nLanguages: 1 en.\n')
    expect(stderr).toBe('Skipped bad.md: it is binary.\n')
    expect((await runCopydesk(['import', join(folder, 'none')], { env })).code).toBe(1)
  })
})

describe('the data folder', () => {
  it('is for its owner alone, and others are told of', async () => {
    const dataDir = join(tempDir(), 'data')
    const env = { COPYDESK_DATA_DIR: dataDir, COPYDESK_PORT: '0' }
    await runCopydesk(['user', 'list'], { env })
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    chmodSync(dataDir, 0o755)
    const server = await start({ dataDir })
    expect(server.logs()).toContain(`chmod -R go= ${dataDir}`)
    expect(server.logs()).not.toContain('copydesk.db')
    for (const name of readdirSync(dataDir)) {
      expect([name, statSync(join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600])
    }
  })

  it('is told in words when it cannot be used, and an empty database is no new one', async () => {
    const folder = tempDir()
    writeFileSync(join(folder, 'file'), '')
    const run = (dataDir: string) =>
      runCopydesk(['start'], { env: { COPYDESK_DATA_DIR: dataDir, COPYDESK_PORT: '0' } })
    const blocked = await run(join(folder, 'file', 'data'))
    expect(blocked).toMatchObject({ code: 1, stderr: expect.stringContaining('(ENOTDIR)') })
    writeFileSync(join(folder, 'copydesk.db'), '')
    const empty = await run(folder)
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringContaining('is empty') })
    for (const { stderr } of [blocked, empty]) expect(stderr).not.toContain('    at ')
    expect(statSync(join(folder, 'copydesk.db')).size).toBe(0)
  })

  it('must stay: a server whose folder was deleted takes no changes', async () => {
    const dataDir = join(tempDir(), 'data')
    mkdirSync(dataDir)
    const server = await start({ dataDir, demo: true })
    const editor = await server.signIn('editor')
    rmSync(join(dataDir, 'server.lock'))
    const answer = await editor.send('POST', '/projects', { name: 'Lost' })
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'storage_gone' })
    expect(await server.kill('SIGTERM')).toBe(0)
  })
})
