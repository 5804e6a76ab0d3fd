/**
 * The real server as a process of its own: `packages/server/bin/copydesk.js start` on a free loopback port with a
 * data folder that is thrown away. What a test gets is what an operator would, up to a kill in the middle of it.
 *
 *     const server = await startServer({ demo: true })
 *     const editor = await server.signIn('editor')
 *     await editor.post('/projects', { name: 'Spring' })
 *     await server.kill('SIGKILL')
 *     await server.restart()            // same port, same data
 *     await server.stop()
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ApiCaller, signInAs } from './api-caller.ts'
import { cleanEnvironment, copydeskBin } from './copydesk-bin.ts'
import { keepToldDemo, putToldDemo } from './told-demo.ts'

export interface StartServerOptions {
  /** With demo people and demo content (default). Without, nobody is there. */
  demo?: boolean
  /** Settings beyond the address and the data folder, such as COPYDESK_TRANSPORTS. */
  env?: Readonly<Record<string, string>>
  /** A folder that exists and stays; a temporary one when left out. */
  dataDir?: string
  /** A free one when left out. */
  port?: number
  /** The command of another version of the product; this repository's when left out. */
  bin?: string
}

export interface StartedServer {
  /** Such as `http://127.0.0.1:41234`, with the path of COPYDESK_PUBLIC_URL where that has one. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
  /** Of the process that runs now. */
  readonly pid: number
  readonly isRunning: boolean
  /** Everything that was printed and logged so far, restarts included. */
  logs(): string
  /** Signs a demo person in (with an Origin, as a page would) and gives the API in their name. */
  signIn(person: 'admin' | 'editor' | 'reviewer'): Promise<ApiCaller>
  /** Ends the process with a signal and waits until it is gone; its exit code, null after SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<number | null>
  /** Starts it again on the same port and data, with the same settings, or others. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>
  /** Ends it if it runs and throws a temporary data folder away. */
  stop(): Promise<void>
}

/** Resolves when the server answers. Fails with its whole output when it ends before that. */
export async function startServer(options: StartServerOptions = {}): Promise<StartedServer> {
  const { demo = true, env = {}, bin = copydeskBin } = options
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'copydesk-server-'))
  const isUsual = demo && bin === copydeskBin && options.dataDir === undefined && !env.COPYDESK_DATABASE_URL
  if (isUsual) await putToldDemo(dataDir)
  const output: string[] = []
  const run = (port: number, settings: Readonly<Record<string, string>>) =>
    launch(bin, demo, { ...settings, COPYDESK_PORT: String(port), COPYDESK_DATA_DIR: dataDir }, output)
  let current = env
  // The one that was begun last, whether or not it answers yet.
  let launched = run(options.port ?? 0, current)
  const { port, url } = await launched.answering
  if (isUsual) keepToldDemo(dataDir)

  const isRunning = () => launched.child.exitCode === null && launched.child.signalCode === null
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    const { child } = launched
    if (isRunning()) {
      child.kill(signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  return {
    url,
    port,
    dataDir,
    get pid() {
      return launched.child.pid ?? 0
    },
    get isRunning() {
      return isRunning()
    },
    logs: () => output.join(''),
    signIn: (person) => signInAs(url, person),
    kill,
    restart: async (changed) => {
      await kill()
      current = changed ?? current
      launched = run(port, current)
      await launched.answering
    },
    stop: async () => {
      await kill('SIGTERM')
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

interface Launched {
  child: ChildProcess
  /** Rejects when the process ends before it answers. */
  answering: Promise<{ url: string; port: number }>
}

function launch(bin: string, demo: boolean, env: Record<string, string>, output: string[]): Launched {
  const child = spawn(process.execPath, [bin, 'start', ...(demo ? ['--demo'] : [])], {
    env: { ...cleanEnvironment(), ...env },
    cwd: env.COPYDESK_DATA_DIR,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test that dies leaves no server behind.
  const killChild = () => child.kill('SIGKILL')
  process.once('exit', killChild)
  child.once('exit', () => process.off('exit', killChild))
  let printed = ''
  let isAnswering = false
  const answering = new Promise<{ url: string; port: number }>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output.push(chunk.toString())
      if (isAnswering) return
      printed += chunk.toString()
      const [, url] = /running at (http:\S+)\s/.exec(printed) ?? []
      if (!url) return
      isAnswering = true
      resolve({ url, port: Number(new URL(url).port) })
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`The server ended (${code ?? signal}) before it answered:\n${printed}`))
    })
  })
  return { child, answering }
}
