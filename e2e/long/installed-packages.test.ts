/**
 * The public packages as strangers get them: packed, installed with npm in an empty folder, and used from there by
 * plain scripts, by `npx copydesk`, and by a compiler.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LiveToken, ProjectsState, Snapshot } from '@copydesk/contract'
import { signInAs } from '@copydesk/testkit'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { publicPackages } from '../../scripts/public-packages.ts'
import { type NpmFolder, npmFolder, packAll } from '../src/npm-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scripts = fileURLToPath(new URL('../installed', import.meta.url))
const versions: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).devDependencies

let tarballs: Record<string, string>
let folder: NpmFolder
const garbage: (() => void)[] = []

beforeAll(async () => {
  const packed = mkdtempSync(join(tmpdir(), 'copydesk-packed-'))
  garbage.push(() => rmSync(packed, { recursive: true }))
  tarballs = await packAll(packed)
  const compiler = ['typescript', '@types/node'].map((name) => `${name}@${versions[name]}`)
  folder = await npmFolder([...Object.values(tarballs), ...compiler, 'react@19', '@types/react@19'])
  garbage.push(folder.remove)
  for (const name of readdirSync(scripts)) copyFileSync(join(scripts, name), join(folder.path, name))
})

afterAll(() => {
  for (const remove of garbage) remove()
})

/** `npx copydesk start --demo` on a free port; its address. */
async function startInstalled(): Promise<string> {
  const settings = { COPYDESK_PORT: '0', COPYDESK_DATA_DIR: join(folder.path, 'data') }
  const server = folder.start('npx', ['copydesk', 'start', '--demo'], settings)
  onTestFinished(() => endGroup(server))
  return printed(server, /running at (http:\S+)/)
}

async function endGroup(server: ChildProcess): Promise<void> {
  const ended = once(server, 'close')
  process.kill(-(server.pid ?? Number.NaN), 'SIGTERM')
  await ended
}

/** The first group of what it prints, as soon as it does. */
function printed(server: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      const [, found] = pattern.exec(output) ?? []
      if (found) resolve(found)
    }
    server.stdout?.on('data', take)
    server.stderr?.on('data', take)
    server.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)))
  })
}

describe('installed from tarballs', () => {
  it('starts with npx, serves the app, and carries live updates to a browser and to Node.js', async () => {
    const url = await startInstalled()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    const [, script = ''] = /<script [^>]*src="([^"]+)"/.exec(page) ?? []
    expect((await fetch(new URL(script, url))).headers.get('content-type')).toContain('javascript')
    expect(await (await fetch(`${url}/third-party-notices.txt`)).text()).toContain('react 19')

    const editor = await signInAs(url, 'editor')
    const reply = JSON.parse(await folder.run('node', ['page-connection.js', url, editor.cookie]))
    expect(reply).toMatchObject({ id: 1, connect: { client: expect.any(String) } })

    const { position } = await editor.get<Snapshot<ProjectsState>>('/projects')
    const { token } = await editor.post<LiveToken>('/live/token')
    await editor.post('/projects', { name: 'Spring' })
    const hub = `${url.replace('http', 'ws')}/connection/websocket`
    const followed = await folder.run('node', ['follow.js', hub, token, JSON.stringify(position)])
    expect(followed).toBe('live over websocket: project.created\n')
  })

  it('runs copydesk doctor and copydesk hub with npx', async () => {
    folder.write('hub.json', JSON.stringify({ client: { insecure: true } }))
    const hub = folder.start('npx', ['copydesk', 'hub', '--config', 'hub.json', '--port', '0'])
    onTestFinished(() => endGroup(hub))
    const { origin } = new URL((await printed(hub, /(ws:\S+)/)).replace('ws:', 'http:'))
    const report = JSON.parse(await folder.run('npx', ['copydesk', 'doctor', origin, '--json']))
    expect(report).toMatchObject({ state: 'healthy', findings: [], evidence: { isCopydesk: true } })
    expect(await folder.run('npx', ['copydesk', 'doctor', origin])).toContain('All well.')
  })

  it('runs a hub with nothing else installed but what it names', async () => {
    const alone = await npmFolder(['@copydesk/protocol', '@copydesk/hub'].map((name) => tarballs[name] ?? ''))
    garbage.push(alone.remove)
    copyFileSync(join(scripts, 'hub.js'), join(alone.path, 'hub.js'))
    expect(await alone.run('node', ['hub.js'])).toBe('hello\n')
    const installed = readdirSync(join(alone.path, 'node_modules')).filter((name) => !name.startsWith('.'))
    // No client of a database or a broker is among them.
    expect(['@copydesk', 'jose', 'ws', 'zod']).toEqual(expect.arrayContaining(installed))
  })

  it.each([
    ['@copydesk/client/realtime', '@copydesk/client centrifuge'],
    ['@copydesk/client', '@copydesk/client @copydesk/contract centrifuge'],
    ['@copydesk/contract', '@copydesk/contract'],
    ['@copydesk/hub', '@copydesk/hub @copydesk/protocol ws'],
    ['@copydesk/hub/standalone', '@copydesk/hub @copydesk/protocol jose ws zod'],
  ])('loads no package with %s that it does not need there', async (entry, packages) => {
    expect(await folder.run('node', ['loaded.js', entry])).toBe(`${packages}\n`)
  })

  it.each(['nodenext', 'bundler'])('has types for a compiler that resolves as %s', async (resolution) => {
    const module = resolution === 'bundler' ? 'esnext' : resolution
    const flags = ['--module', module, '--moduleResolution', resolution, '--types', 'node,react']
    const output = await folder.run('npx', ['tsc', '--noEmit', '--strict', ...flags, 'consumer.ts'])
    expect(output).toBe('')
  })

  it.each(publicPackages(root).map(({ name }) => name))(
    '%s is packed as bundlers and Node.js expect it',
    async (name) => {
      const { messages, pkg } = await publint({
        pkgDir: join(folder.path, 'node_modules', name),
        pack: false,
      })
      expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
    },
  )

  it('has hooks for React 18 as well, and says that they are for the client side', async () => {
    const hooks = ['contract', 'client', 'react'].map((one) => tarballs[`@copydesk/${one}`] ?? '')
    const older = await npmFolder([...hooks, 'react@18', 'react-dom@18'])
    garbage.push(older.remove)
    copyFileSync(join(scripts, 'hooks.js'), join(older.path, 'hooks.js'))
    expect(await older.run('node', ['hooks.js'])).toBe('<p>off</p>\n')
    const entry = readFileSync(join(older.path, 'node_modules/@copydesk/react/dist/index.js'), 'utf8')
    expect(entry.split('\n', 1)).toEqual(["'use client';"])
  })

  it.each(publicPackages(root).map(({ name }) => name))(
    '%s brings licence, documentation and source maps, and neither sources nor tests',
    (name) => {
      const files = readdirSync(join(folder.path, 'node_modules', name), {
        encoding: 'utf8',
        recursive: true,
      })
      expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js.map']))
      expect(files.filter((file) => /(^|\/)(src|test)\/|\.test\.|[^d]\.tsx?$/.test(file))).toEqual([])
    },
  )

  it('brings the notices of the code that is copied into it', () => {
    const read = (file: string) => readFileSync(join(folder.path, 'node_modules', file), 'utf8')
    expect(read('@copydesk/client/dist/third-party-notices.txt')).toMatch(/^centrifuge [\d.]+ \(MIT\)/)
    expect(read('copydesk/dist/web/third-party-notices.txt')).toContain('centrifuge')
  })
})
