/**
 * Setup of a run in which many servers show the demo: has it told once, while other tests begin. Whoever needs it
 * waits for that (told-demo.ts).
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './start-server.ts'
import { toldIn } from './told-demo.ts'

export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-demo-'))
  const file = join(folder, 'told.db')
  const telling = tell(join(folder, 'data')).then((told) => {
    // There at once and whole, for whoever looks. Empty: whoever needs it tells it, and says why that fails.
    writeFileSync(`${file}.new`, told ?? '')
    renameSync(`${file}.new`, file)
  })
  process.env.TOLD_DEMO = file
  return async () => {
    await telling
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tell(dataDir: string): Promise<Buffer | undefined> {
  mkdirSync(dataDir)
  try {
    const server = await startServer({ dataDir })
    try {
      return toldIn(dataDir)
    } finally {
      await server.stop()
    }
  } catch {
    return undefined
  }
}
