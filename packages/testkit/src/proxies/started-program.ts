/**
 * A program of Debian's packages as a child process for one test: a folder of its own for its configuration, pid,
 * logs and cache, a free loopback port, never root. Knows nothing about any of the programs.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface StartedProgram {
  readonly port: number
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string
  /** What it printed so far, and wrote to files of its folder named *.log. */
  logs(): string
  /** Stops it where it stands, with its connections open, and lets it go on. */
  freeze(): void
  thaw(): void
  /** Ends it at once: what it would still write goes with its folder. */
  stop(): Promise<void>
}

export interface Place {
  /** Thrown away when the program stops. */
  readonly folder: string
  /** On 127.0.0.1. */
  readonly port: number
}

export interface Program {
  /** Whole path. */
  readonly command: string
  /** Debian's package that has it. */
  readonly debianPackage: string
  /** A free one when left out. */
  readonly port?: number | undefined
  /** The files of its folder by name, and its arguments. */
  configure(place: Place): { files: Readonly<Record<string, string>>; args: readonly string[] }
}

/** Debian's `nobody` and `nogroup`. */
const nobody = 65_534
const pollMs = 20
/** Varnish calls a compiler first. */
const startTimeoutMs = 30_000

/** Resolves when the program accepts connections. Fails with its whole output when it ends before that. */
export async function startProgram({
  command,
  debianPackage,
  configure,
  ...options
}: Program): Promise<StartedProgram> {
  if (!existsSync(command)) {
    throw new Error(`There is no ${command}: install Debian's package (apt-get install ${debianPackage}).`)
  }
  const port = options.port ?? (await freePort())
  const folder = mkdtempSync(join(tmpdir(), `copydesk-${basename(command)}-`))
  const { files, args } = configure({ folder, port })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  chmodSync(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, nobody, nobody)
  const child = spawn(command, args, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      TMPDIR: folder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that its workers end with it.
    detached: true,
    ...(isRoot && { uid: nobody, gid: nobody }),
  })
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined && isRunning(child)) process.kill(-child.pid, name)
  }
  const kill = () => signal('SIGKILL')
  // A test that dies leaves no program behind.
  process.once('exit', kill)
  // Not `exit`: most workers have the same output, so this is when the last one is gone.
  const closed = once(child, 'close').then(() => void process.off('exit', kill))
  const output: string[] = []
  child.stdout.on('data', (chunk) => output.push(String(chunk)))
  child.stderr.on('data', (chunk) => output.push(String(chunk)))
  const logs = () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.log'))
    return output.join('') + files.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  }
  const stop = async () => {
    kill()
    await closed
    await released(port)
    rmSync(folder, { recursive: true, force: true })
  }
  if (!(await accepts(child, port))) {
    const text = logs()
    await stop()
    throw new Error(`${command} does not start:\n${text}`)
  }
  const freeze = () => signal('SIGSTOP')
  const thaw = () => signal('SIGCONT')
  return { port, url: `http://127.0.0.1:${port}`, logs, freeze, thaw, stop }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port')
  return address.port
}

/** Varnish's worker sees only after a while that it is alone, and answers at the port until then. */
async function released(port: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += pollMs) {
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (isFree) return void (await new Promise((resolve) => server.close(resolve)))
    await wait(pollMs)
  }
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

/** False when it ended first, or took too long. Programs do not say when they are ready, so they are asked. */
async function accepts(child: ChildProcess, port: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < startTimeoutMs && isRunning(child); waitedMs += pollMs) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return isRunning(child)
    await wait(pollMs)
  }
  return false
}
