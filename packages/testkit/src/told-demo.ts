/**
 * The demo as the first server of this process told it. Telling it takes longer than all else at a server's start, so
 * the servers after the first begin with a copy of its database.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const name = 'copydesk.db'
let told: Buffer | undefined

/** Puts the database into the data folder of a server that is to have the demo; leaves alone one that is there. */
export function putToldDemo(dataDir: string): void {
  const path = join(dataDir, name)
  if (told !== undefined && !existsSync(path)) writeFileSync(path, told)
}

/** Keeps the database of a server that has just started with the demo. */
export function keepToldDemo(dataDir: string): void {
  if (told !== undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-demo-'))
  const database = new DatabaseSync(join(dataDir, name))
  try {
    database.exec(`vacuum into '${join(folder, name)}'`)
    told = readFileSync(join(folder, name))
  } finally {
    database.close()
    rmSync(folder, { recursive: true })
  }
}
