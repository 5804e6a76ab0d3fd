/** Lets `crash-writer.ts` write into a database and kills it in the middle of that, as a crash would. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const writer = fileURLToPath(new URL('crash-writer.ts', import.meta.url))

/** Lets a writer acknowledge `count` commands, kills it with SIGKILL and returns what it acknowledged. */
export async function writeAndKill(path: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=@copydesk/source', writer, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}
