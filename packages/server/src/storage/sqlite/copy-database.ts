/**
 * Copies a database into one file, while others write to it or not. `VACUUM INTO` reads one snapshot from a connection
 * of its own: in WAL mode nobody waits for it, and it never begins again, as SQLite's page-by-page backup does whenever
 * another connection writes. The log cannot shrink until it ends.
 */
import { closeSync, fsyncSync, openSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageRefusedError } from '../storage-refused-error.ts'
import { examine, refuseEmpty } from './examine.ts'
import { failureOf } from './failure-of.ts'
import { findLeftOverLog } from './left-over-log.ts'
import { logPathOf } from './write-ahead-log.ts'

const patienceMs = 5000

/**
 * Writes the copy, checks it, and waits until the disk has it; its size in bytes. `to` must not exist. Throws a
 * StorageRefusedError or a StorageFailure; what was written then is left to the caller.
 */
export function copyDatabase(from: string, to: string): number {
  refuseEmpty(from)
  if (findLeftOverLog(from) !== undefined) {
    throw new StorageRefusedError(
      `The log ${logPathOf(from)} is that of a newer database, and would be mixed into ${from}. Nothing was changed. ` +
        'Start the server once, which puts it aside.',
    )
  }
  // For its owner alone, from its first byte on.
  closeSync(openSync(to, 'wx', 0o600))
  try {
    // The last one that writes takes the log away; one that only reads leaves a log as it found it.
    const source = new DatabaseSync(from, { readOnly: isThere(logPathOf(from)), timeout: patienceMs })
    try {
      refuseTooLarge(source, to)
      source.prepare('vacuum into ?').run(to)
    } finally {
      source.close()
    }
  } catch (error) {
    const failure = failureOf(error)
    throw failure?.code === 'storage_full' ? noSpace(to) : (failure ?? error)
  }
  syncFile(to)
  const applied = examine(to, {
    check: 'integrity_check',
    remedy: 'It is what was to be copied that is damaged, or the disk of the copy.',
  })
  if (applied.length === 0) {
    throw new StorageRefusedError(
      `${from} is the database of something else, not of Copydesk. Nothing was changed.`,
    )
  }
  return statSync(to).size
}

/** Waits until a file is on the disk. */
function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Said before minutes of writing. Free pages are not copied, so it is never more than this. */
function refuseTooLarge(source: DatabaseSync, to: string): void {
  const read = (pragma: string) => Number(Object.values(source.prepare(`pragma ${pragma}`).get() ?? {})[0])
  const needed = (read('page_count') - read('freelist_count')) * read('page_size')
  const { bavail, bsize } = statfsSync(dirname(to))
  if (needed > bavail * bsize) throw noSpace(to, ` for ${needed.toLocaleString('en')} bytes`)
}

function noSpace(to: string, forWhat = ''): StorageRefusedError {
  return new StorageRefusedError(
    `There is no space in ${dirname(to)}${forWhat}. Nothing was changed. Free some, or name another folder.`,
  )
}
