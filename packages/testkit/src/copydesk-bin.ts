/** The command `copydesk` of this repository, and the environment that tests run it in. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const copydeskBin = fileURLToPath(new URL('../../server/bin/copydesk.js', import.meta.url))

/** The environment of this process without settings of Copydesk, which would change what is tested. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COPYDESK_')))
}

export interface RunOptions {
  /** Settings, such as COPYDESK_DATA_DIR. */
  env?: Readonly<Record<string, string>>
  cwd?: string
  /** What is piped into it. */
  input?: string
  /** The Node.js to run it with; the one that runs the test when left out. */
  node?: string
}

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs `copydesk` with these arguments until it ends. */
export async function runCopydesk(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(options.node ?? process.execPath, [copydeskBin, ...args], {
    env: { ...cleanEnvironment(), ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await exit
  return { code: typeof code === 'number' ? code : null, stdout, stderr }
}
