/**
 * Where a backup goes: under another name until it is whole, so that nobody ever takes half a backup for one, and never
 * over a file that is there, unless that is asked for.
 */
import { randomBytes } from 'node:crypto'
import { accessSync, constants, linkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { syncFolder } from '../storage/sqlite/sync-folder.ts'
import { CliFailure } from './cli-command.ts'

export interface BackupTarget {
  path: string
  /** Where it is written first. */
  unfinished: string
}

export interface FindTargetOptions {
  /** As it was given: a file, or a folder in which one is named by the instant. */
  given: string
  cwd: string
  dataDir: string
  isOverwriting: boolean
  /** Milliseconds since 1970. */
  now: number
}

/** Throws a CliFailure that says why nothing can be written there. */
export function findTarget({ given, cwd, dataDir, isOverwriting, now }: FindTargetOptions): BackupTarget {
  const named = resolve(cwd, given)
  const path = statSync(named, { throwIfNoEntry: false })?.isDirectory() ? join(named, nameAt(now)) : named
  const folder = dirname(path)
  refuseFolder(folder)
  const there = statSync(path, { throwIfNoEntry: false })
  if (there && !isOverwriting) {
    throw new CliFailure(`There is a file ${path} already: name another one, or say --overwrite.`)
  }
  if (there && !there.isFile()) throw new CliFailure(`${path} is not a file, so it stays as it is.`)
  if (isWithin(folder, dataDir)) {
    throw new CliFailure(
      `${path} lies in the data folder: what loses the one loses the other. Name a file elsewhere, best on another disk.`,
    )
  }
  return { path, unfinished: `${path}.unfinished-${randomBytes(4).toString('hex')}` }
}

/** Gives the whole file its name. Throws a CliFailure where another one has taken it meanwhile. */
export function publishTarget({ path, unfinished }: BackupTarget, isOverwriting: boolean): void {
  if (isOverwriting) renameSync(unfinished, path)
  else linkOrRename(unfinished, path)
  syncFolder(dirname(path))
}

/** A link never replaces anything, and a renaming does; some file systems have no links. */
function linkOrRename(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || statSync(path, { throwIfNoEntry: false })) {
      throw new CliFailure(`Somebody else made the file ${path} meanwhile: name another one.`)
    }
    renameSync(unfinished, path)
    return
  }
  rmSync(unfinished)
}

function nameAt(now: number): string {
  const [instant] = new Date(now).toISOString().split('.')
  return `copydesk-${instant?.replaceAll(':', '-')}Z.db`
}

function refuseFolder(folder: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (stats === undefined) throw new CliFailure(`There is no folder ${folder}: make it first.`)
  if (!stats.isDirectory()) throw new CliFailure(`${folder} is not a folder.`)
  try {
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const code = codeOf(error)
    throw new CliFailure(`The folder ${folder} cannot be written (${code}): name another one.`)
  }
}

function isWithin(folder: string, outer: string): boolean {
  const way = relative(realpathSync(outer), realpathSync(folder))
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
