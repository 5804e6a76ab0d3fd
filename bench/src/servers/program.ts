/**
 * Servers that are programs of their own: whether one is installed, starting it with a temporary folder, stopping
 * it, and what it used so far, read from `/proc` because only the kernel knows.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Where the program is in the search path; undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  // Debian keeps servers where only root looks.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}

export interface StartedProgram {
  pid: number
  stop(): Promise<void>
}

/** Starts a program; resolves when the port takes connections. `prepare` writes its files and gives its arguments. */
export async function startProgram(
  command: string,
  port: number,
  prepare: (folder: string) => string[],
): Promise<StartedProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-bench-'))
  const child = spawn(command, prepare(folder), { stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilListening(child, port)
  } catch (error) {
    await stop()
    throw error
  }
  return { pid: child.pid ?? 0, stop }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const startTimeoutMs = 10_000
const retryMs = 20

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const deadline = Date.now() + startTimeoutMs
  while (!(await isListening(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`${child.spawnfile} does not listen:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** The kernel counts a process's time in hundredths of a second (`USER_HZ`, the same on every Linux machine). */
const tickMicros = 10_000

/** Processor time of a process and its children so far. */
export function cpuMicrosOf(pid: number): number {
  return sum(pid, (one) => {
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * tickMicros
  })
}

/** Memory of a process and its children now. */
export function rssBytesOf(pid: number): number {
  return sum(pid, (one) => {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/status`, 'utf8')) ?? []
    return Number(kilobytes) * 1024
  })
}

function sum(pid: number, value: (pid: number) => number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  return children.reduce((total, child) => total + sum(Number(child), value), value(pid))
}
