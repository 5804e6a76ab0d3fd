/** Which files of the data folder other users of the machine can read: the database has everybody's words in it. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Read, write or enter, for the group and for everybody. */
const others = 0o077

/** Paths that more than their owner can use; none on Windows, where the mode says nothing. */
export function exposedFiles(dataDir: string): string[] {
  if (process.platform === 'win32') return []
  if (!isExposed(dataDir)) return []
  const files = readdirSync(dataDir).map((name) => join(dataDir, name))
  return [dataDir, ...files.filter(isExposed)]
}

function isExposed(path: string): boolean {
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & others) !== 0
}
