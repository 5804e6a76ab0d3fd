/** Lets a program write into a database and kills it in the middle of that, as a crash would. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/**
 * Lets `crash-writer.ts` acknowledge `count` commands, kills it with SIGKILL and returns what it acknowledged.
 * `onAcknowledged` is called after each, while the writer goes on.
 */
export function writeAndKill(
  path: string,
  count: number,
  onAcknowledged: (acknowledged: number) => void = () => {},
): Promise<string[]> {
  return runAndKill(new URL('crash-writer.ts', import.meta.url), [path], count, onAcknowledged)
}

/** Lets a program write `count` lines, kills it and returns the lines, as `writeAndKill` does. */
export async function runAndKill(
  program: URL,
  args: readonly string[],
  count: number,
  onAcknowledged: (acknowledged: number) => void = () => {},
): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=@copydesk/source', fileURLToPath(program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    onAcknowledged(acknowledged.length)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}
