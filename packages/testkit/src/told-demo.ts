/**
 * The demo as the first server of this process told it, or the one of this whole run (tell-demo.ts). Telling it takes
 * longer than all else at a server's start, so the servers after the first begin with a copy of its database.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const name = 'copydesk.db'
let told: Buffer | undefined

/** Puts the database into the data folder of a server that is to have the demo, if anybody has told it. */
export async function putToldDemo(dataDir: string): Promise<void> {
  const { TOLD_DEMO } = process.env
  if (told === undefined && TOLD_DEMO !== undefined) told = await whenTold(TOLD_DEMO)
  if (told !== undefined) writeFileSync(join(dataDir, name), told)
}

/** Keeps the database of a server that has just started with the demo. */
export function keepToldDemo(dataDir: string): void {
  told ??= toldIn(dataDir)
}

/**
 * The database of a server that runs, without the reminders of the mornings to come: at eight o'clock they would arrive in
 * the middle of whichever test runs then.
 */
export function toldIn(dataDir: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-demo-'))
  const copy = join(folder, name)
  try {
    change(join(dataDir, name), `vacuum into '${copy}'`)
    change(copy, "delete from outbox where topic = 'remind'")
    return readFileSync(copy)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function change(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec(sql)
  } finally {
    database.close()
  }
}

/** What the run puts into this file; undefined when it could not tell it, and left the file empty. */
function whenTold(file: string): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const watcher = watch(join(file, '..'), look)
    function look(): void {
      if (!existsSync(file)) return
      watcher.close()
      const bytes = readFileSync(file)
      resolve(bytes.length === 0 ? undefined : bytes)
    }
    // It may have come before anybody watched.
    look()
  })
}
