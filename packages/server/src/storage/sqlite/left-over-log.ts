/**
 * A write-ahead log that is not this database's: left behind by a killed process when somebody copied an older file over
 * the database alone. SQLite would play it into that file and mix two histories, so it is put aside before SQLite looks.
 */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { HistoryMarkFile } from './history-mark.ts'
import { commitsInMainFile } from './main-file.ts'
import { logPathOf, WriteAheadLog } from './write-ahead-log.ts'

/** The file that the log was renamed to; undefined where the log is none that was left over. */
export function putAsideLeftOverLog(path: string): string | undefined {
  const name = findLeftOverLog(path)
  if (name === undefined) return undefined
  const aside = `${logPathOf(path)}-left-over-${name}`
  renameSync(logPathOf(path), aside)
  rmSync(`${path}-shm`, { force: true })
  return aside
}

/**
 * The log's own name; undefined where it belongs to the database, or nothing says that it does not. It was in use when
 * the main file held a number of commits, and this main file holds fewer.
 */
export function findLeftOverLog(path: string): string | undefined {
  if (!existsSync(path) || !existsSync(logPathOf(path)) || !existsSync(`${path}-mark`)) return undefined
  const file = new HistoryMarkFile(path)
  const mark = file.read()
  file.close()
  const log = new WriteAheadLog(path)
  const name = log.name()
  log.close()
  if (!mark || name === '' || name !== mark.log) return undefined
  const held = commitsInMainFile(path)
  return held === undefined || held >= mark.inMainFile ? undefined : name
}
