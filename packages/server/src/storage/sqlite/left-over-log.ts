/**
 * A write-ahead log that is not this database's: left behind by a killed process when somebody copied an older file over
 * the database alone. SQLite would play it into that file and mix two histories, so it is put aside before SQLite looks.
 */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { HistoryMarkFile } from './history-mark.ts'
import { commitsInMainFile } from './main-file.ts'
import { logPathOf, WriteAheadLog } from './write-ahead-log.ts'

/**
 * The file that the log was renamed to; undefined where the log belongs to the database, or nothing says that it does
 * not. The log was in use when the main file held a number of commits, and this main file holds fewer.
 */
export function putAsideLeftOverLog(path: string): string | undefined {
  const logPath = logPathOf(path)
  if (!existsSync(path) || !existsSync(logPath) || !existsSync(`${path}-mark`)) return undefined
  const file = new HistoryMarkFile(path)
  const mark = file.read()
  file.close()
  const log = new WriteAheadLog(path)
  const name = log.name()
  log.close()
  if (!mark || name === '' || name !== mark.log) return undefined
  const held = commitsInMainFile(path)
  if (held === undefined || held >= mark.inMainFile) return undefined
  const aside = `${logPath}-left-over-${name}`
  renameSync(logPath, aside)
  rmSync(`${path}-shm`, { force: true })
  return aside
}
