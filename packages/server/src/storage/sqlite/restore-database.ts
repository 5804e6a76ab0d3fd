/**
 * Puts a copy in the place of a database. Whatever moment it breaks off at, what was there before is whole in a folder
 * beside it, and no log is ever mixed with a file that is not its own. The mark and the place go with the old database
 * (history.ts), so the next opening begins another epoch and every client loads afresh.
 */
import {
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StorageRefusedError } from '../storage-refused-error.ts'
import { copyDatabase } from './copy-database.ts'
import { syncFolder } from './sync-folder.ts'

export interface RestoreOptions {
  /** A database file that a backup or a copy left. */
  from: string
  /** Nothing may have it open. */
  path: string
  /** Where a database that is there now is kept; it must not exist. Without it, none may be there. */
  keepIn?: string
}

/** Gives the size in bytes. Throws a StorageRefusedError or a StorageFailure with everything as it was. */
export function restoreDatabase({ from, path, keepIn }: RestoreOptions): number {
  if (isSameFile(from, path)) throw new StorageRefusedError(`${from} is the database itself.`)
  const old = partsOf(path).filter(existsSync)
  if (old.length > 0 && keepIn === undefined) {
    throw new StorageRefusedError(
      `There is a database in ${dirname(path)} already. Nothing was changed. ` +
        'With --force it is kept in a folder beside the restored one.',
    )
  }
  const unfinished = `${path}-restoring`
  rmSync(unfinished, { force: true })
  let bytes: number
  try {
    bytes = copyDatabase(from, unfinished)
    giveTo(unfinished, dirname(path))
    if (old.length > 0 && keepIn !== undefined) keep(old, keepIn)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  for (const part of partsOf(path).filter((part) => part !== path)) rmSync(part, { force: true })
  renameSync(unfinished, path)
  syncFolder(dirname(path))
  return bytes
}

/** By links, so that what is there stays there until the restored file takes its name. */
function keep(files: readonly string[], folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  giveTo(folder, dirname(folder))
  for (const file of files) linkOrCopy(file, join(folder, basename(file)))
  syncFolder(folder)
  syncFolder(dirname(folder))
}

/** Some file systems have no links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
    giveTo(to, dirname(to))
  }
}

/** What root restores is for the user of the server, whose folder it is. */
function giveTo(path: string, folder: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  chownSync(path, uid, gid)
}

/** The database and what lies beside it and belongs to it alone. */
function partsOf(path: string): string[] {
  return [path, ...['-wal', '-shm', '-mark', '-place'].map((end) => `${path}${end}`)]
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev
}
