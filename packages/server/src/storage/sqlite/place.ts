/**
 * Tells a database's own folder from every copy of it. A small file beside the database is written at each opening and
 * not in between; when its inode last changed (ctime) cannot be copied, so no `cp -a`, rsync, tar or download of a backup
 * brings a file that looks the same from here. The boot of the machine counts too: a volume or a virtual machine that
 * is set back to a snapshot carries even the ctime along, but never the boot.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'

/** What `findPlace` gives for this place, as long as it is this place. */
export type Place = string

const words = `Copydesk tells a copy of this folder from the folder itself by this file. Leave it alone, or delete it
to have every open window load afresh at the next start.
`

/** The place beside a database; undefined where no file says so. */
export function findPlace(database: string): Place | undefined {
  const stats = statSync(fileOf(database), { bigint: true, throwIfNoEntry: false })
  return stats && [bootId(), stats.dev, stats.ino, stats.ctimeNs].join(':')
}

/** Makes the folder a place of its own: none that was known before is the same. */
export function makePlace(database: string): Place {
  writeFileSync(fileOf(database), `${words}${randomBytes(12).toString('base64url')}\n`, { mode: 0o600 })
  const place = findPlace(database)
  if (place === undefined) throw new Error(`${fileOf(database)} was written and is not there`)
  return place
}

function fileOf(database: string): string {
  return `${database}-place`
}

/** Linux says which boot this is; elsewhere the file alone has to tell. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
