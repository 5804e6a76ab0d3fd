/**
 * A PostgreSQL of Debian's for tests: a folder of its own, a free loopback port, never the machine's own instance, never
 * root. A shell holds it and waits for the end of its input, which comes however this process ends, so that neither a
 * crash nor Ctrl-C leaves anything behind.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../proxies/started-program.ts'

export interface Cluster {
  readonly port: number
  readonly folder: string
  /** As its superuser. */
  url(database?: string): string
  /** The same through a socket, which is faster. */
  socketUrl(database?: string): string
  /** Ends it at once, as a crash would; its folder stays until `stop`. */
  crash(): void
  /** Starts it again after `crash`, or restarts it. */
  restart(): void
  /** Makes a primary of a standby. */
  promote(): void
  logs(): string
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Written into postgresql.conf beside what makes tests fast. */
  settings?: Readonly<Record<string, string | number>>
  /** A standby of this one, in place of a cluster of its own. */
  standbyOf?: Cluster
  /** One that begins with all that this one has, and goes its own way. */
  copyOf?: Cluster
}

/** What a power cut would cost is no matter to a folder that is thrown away. */
const fast = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  jit: 'off',
}
const superuser = 'postgres'

/** Resolves when it takes connections. Fails with what it printed when it does not. */
export async function startCluster({
  settings = {},
  standbyOf,
  copyOf,
}: ClusterOptions = {}): Promise<Cluster> {
  const bin = findBinaries()
  const owner = findOwner()
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const run = (command: string, args: readonly string[]) =>
    execFileSync(join(bin, command), args, { cwd: folder, stdio: 'pipe', ...owner })
  const source = standbyOf ?? copyOf
  if (source) {
    const backup = ['-D', data, '-d', source.url(), '-X', 'stream', '-c', 'fast', '--no-sync']
    run('pg_basebackup', [...backup, ...(standbyOf ? ['-R'] : [])])
  } else
    run('initdb', ['-D', data, '-U', superuser, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'])
  const all = {
    ...fast,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    port,
    max_connections: 200,
    ...settings,
  }
  const options = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)
  const start = ['-D', data, '-w', '-l', join(folder, 'server.log'), '-o', options.join(' ')]
  const logs = () => {
    const path = join(folder, 'server.log')
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  const holder = hold(bin, start, { folder, data, owner })
  const ended = once(holder, 'close')
  if (
    (await Promise.race([once(holder.stdout as NodeJS.EventEmitter, 'data'), ended.then(() => null)])) ===
    null
  ) {
    throw new Error(`PostgreSQL does not start:\n${logs()}`)
  }
  const stopNow = () => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
  return {
    port,
    folder,
    url: (database = superuser) => `postgres://${superuser}@127.0.0.1:${port}/${database}`,
    socketUrl: (database = superuser) =>
      `postgres://${superuser}@localhost:${port}/${database}?host=${encodeURIComponent(folder)}`,
    crash: stopNow,
    restart: () => {
      if (existsSync(join(data, 'postmaster.pid'))) stopNow()
      execFileSync(join(bin, 'pg_ctl'), [...start, 'start'], { cwd: folder, stdio: 'ignore', ...owner })
    },
    promote: () => run('pg_ctl', ['-D', data, '-w', 'promote']),
    logs,
    stop: async () => {
      holder.stdin?.end()
      await ended
    },
  }
}

/** Prints a line when it is ready. A group of its own: Ctrl-C is for this process, whose end it then sees. */
function hold(
  bin: string,
  start: readonly string[],
  { folder, data, owner }: { folder: string; data: string; owner: Owner | undefined },
): ChildProcess {
  const script =
    '"$0" "$@" start >/dev/null && echo ready && cat >/dev/null; "$0" -D "$DATA" -m immediate stop >/dev/null 2>&1; cd /; rm -rf "$FOLDER"'
  return spawn('sh', ['-c', script, join(bin, 'pg_ctl'), ...start], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA: data, FOLDER: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    ...owner,
  })
}

interface Owner {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function findOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [, , uid, gid] = execFileSync('getent', ['passwd', 'postgres'], { encoding: 'utf8' }).split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Where the newest version's programs are. */
export function findBinaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((version) => version >= 15)
    : []
  const bin = join(root, String(Math.max(...versions)), 'bin')
  if (versions.length === 0 || !existsSync(join(bin, 'initdb'))) {
    throw new Error(
      'There is no PostgreSQL 15 or newer in /usr/lib/postgresql, and half of the tests need it: apt-get install postgresql',
    )
  }
  return bin
}
