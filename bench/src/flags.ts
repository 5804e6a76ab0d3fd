/** Command line of the benchmark. */
import { parseArgs } from 'node:util'
import { leastSubscribers } from './measurements/connect.ts'
import { type ServerName, serverNames } from './servers/bench-server.ts'

export interface Flags {
  subscribers: number
  /** Length of one fan-out measurement. */
  seconds: number
  /** Repetitions; the median counts. */
  runs: number
  /** Length of a message's payload. */
  bytes: number
  servers: ServerName[]
  /** Commits through the HTTP API; 0 leaves that measurement out. */
  commits: number
}

export const help = `Usage: npm run bench -- [options]
  --subscribers N   WebSockets per server (2000)
  --seconds N       length of each fan-out measurement (1)
  --runs N          repetitions, of which the median counts (3)
  --bytes N         length of a message (200)
  --commits N       commits through the HTTP API (4000; 0 leaves them out)
  --servers LIST    some of ${serverNames.join(',')}
Longer, steadier figures: --seconds 10 --runs 5`

/** The flags, or what is wrong with them. */
export function parseFlags(args: string[]): Flags | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        subscribers: { type: 'string', default: '2000' },
        seconds: { type: 'string', default: '1' },
        runs: { type: 'string', default: '3' },
        bytes: { type: 'string', default: '200' },
        commits: { type: 'string', default: '4000' },
        servers: { type: 'string', default: serverNames.join(',') },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return help
    const servers = values.servers.split(',')
    const unknown = servers.find((name) => !serverNames.some((known) => known === name))
    if (unknown !== undefined) return `Unknown server ${unknown}\n${help}`
    return {
      subscribers: atLeast(leastSubscribers, 'subscribers', values.subscribers),
      seconds: atLeast(1, 'seconds', values.seconds),
      runs: atLeast(1, 'runs', values.runs),
      commits: atLeast(0, 'commits', values.commits),
      bytes: atLeast(50, 'bytes', values.bytes),
      servers: serverNames.filter((name) => servers.includes(name)),
    }
  } catch (error) {
    return `${(error as Error).message}\n${help}`
  }
}

function atLeast(least: number, name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`--${name} must be an integer from ${least} on`)
  return value
}
