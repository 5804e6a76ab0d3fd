/**
 * A hub that runs alone as a process of its own: `copydesk hub --config hub.json` on a free loopback port.
 *
 *     const hub = await startHub({ client: { insecure: true }, channel: { namespaces: [{ name: 'news' }] } })
 *     await fetch(`${hub.url}/api/publish`, …)
 *     await hub.stop()
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanEnvironment, copydeskBin } from './copydesk-bin.ts'

export interface StartedHub {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string
  readonly port: number
  /** Everything that was printed and logged so far. */
  logs(): string
  /** Ends it as an operator would and gives its exit code. */
  stop(): Promise<number | null>
}

/** Resolves when it answers. Fails with its whole output when it ends before that. */
export async function startHub(config: object): Promise<StartedHub> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-hub-'))
  writeFileSync(join(folder, 'hub.json'), JSON.stringify(config))
  const child = spawn(process.execPath, [copydeskBin, 'hub', '--config', 'hub.json', '--port', '0'], {
    env: cleanEnvironment(),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test that dies leaves no hub behind.
  const killChild = () => child.kill('SIGKILL')
  process.once('exit', killChild)
  const exit = once(child, 'exit').finally(() => {
    process.off('exit', killChild)
    rmSync(folder, { recursive: true, force: true })
  })
  const output: string[] = []
  const port = await new Promise<number>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output.push(chunk.toString())
      const [, found] = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(output.join('')) ?? []
      if (found) resolve(Number(found))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    exit.then(
      ([code]) => reject(new Error(`The hub ended (${code}) before it answered:\n${output.join('')}`)),
      reject,
    )
  })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    logs: () => output.join(''),
    stop: async () => {
      child.kill('SIGTERM')
      await exit
      return child.exitCode
    },
  }
}
