/**
 * Another history is another epoch. A database that was copied back, that lost its write-ahead log or that lies in a
 * copied folder must not be taken for the one that clients knew: they would be told that they missed nothing. So at
 * each opening the database is compared with what lies beside it and does not travel along:
 *
 *     this place (place.ts), this epoch, at least as many commits as were acknowledged (history-mark.ts) ─▶ same epoch
 *     anything else, or nothing to compare with ─▶ new epoch for every channel
 *
 * What is in doubt gets a new epoch: it costs each client one fresh load, the contrary costs the truth.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { newEpoch } from '../new-epoch.ts'
import { type HistoryMark, HistoryMarkFile } from './history-mark.ts'
import { findPlace, makePlace, type Place } from './place.ts'
import { WriteAheadLog } from './write-ahead-log.ts'

/** Counts the commits of one connection that writes. */
export class History {
  readonly #database: DatabaseSync
  readonly #file: HistoryMarkFile
  readonly #log: WriteAheadLog
  readonly #count: StatementSync
  readonly #changes: StatementSync
  #mark: HistoryMark
  #changesBefore = 0

  private constructor(database: DatabaseSync, file: HistoryMarkFile, log: WriteAheadLog, mark: HistoryMark) {
    this.#database = database
    this.#file = file
    this.#log = log
    this.#mark = mark
    this.#count = database.prepare(
      "update meta set value = cast(value as integer) + 1 where key = 'commits' returning value",
    )
    this.#changes = database.prepare('select total_changes() as total')
  }

  /** Compares a database that has its tables with its mark; gives it a new epoch unless all agrees. */
  static resume(database: DatabaseSync, path: string): History {
    const file = new HistoryMarkFile(path)
    const log = new WriteAheadLog(path)
    database.exec('begin immediate')
    try {
      database.exec("insert into meta values ('commits', '0') on conflict do nothing")
      const known = { epoch: factOf(database, 'epoch'), commits: Number(factOf(database, 'commits')) }
      const mark = isSame(file, findPlace(path), known) ? file.read() : undefined
      const epoch = mark ? known.epoch : startEpoch(database)
      // An opening counts too, so that a copy from before it knows fewer commits than the main file does after it.
      const commits = known.commits + 1
      database.prepare("update meta set value = ? where key = 'commits'").run(String(commits))
      file.clear()
      // A new place each time: a tool that copies only what differs finds that this does.
      const now = { file: file.identity().file, place: makePlace(path), epoch, commits }
      const history = new History(database, file, log, {
        ...now,
        log: mark?.log ?? '',
        inMainFile: mark?.inMainFile ?? 0,
      })
      // Before the commit, while no other process can write: until then a crash means a new epoch, which is safe.
      file.write(history.#mark)
      database.exec('commit')
      history.#emptyLog()
      return history
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      log.close()
      file.close()
      throw error
    }
  }

  /** Within every write transaction, first. */
  begun(): void {
    this.#changesBefore = this.#total()
  }

  /** Last before the commit: counts it, unless nothing was changed. */
  committing(): void {
    if (this.#total() === this.#changesBefore) return
    const commits = Number(this.#count.get()?.value)
    this.#mark = { ...this.#mark, commits }
  }

  /** After the commit, before anybody learns of it. */
  committed(): void {
    if (this.#total() === this.#changesBefore) return
    // Another process may have written since: the mark never goes back.
    const written = this.#file.read() ?? this.#mark
    const log = this.#log.name()
    this.#file.write({
      ...written,
      commits: Math.max(this.#mark.commits, written.commits),
      log,
      // A log that began anew says that everything before it is in the main file.
      inMainFile: log === written.log ? written.inMainFile : written.commits,
    })
  }

  /** Commits that the main file holds at least, as far as is known. */
  inMainFile(): number {
    return this.#file.read()?.inMainFile ?? 0
  }

  /** The connection is about to close. */
  close(): void {
    try {
      this.#takeEpoch()
      this.#emptyLog()
    } finally {
      this.#log.close()
      this.#file.close()
    }
  }

  /** It is another one after an import, and this is where that ends in order. */
  #takeEpoch(): void {
    const mark = this.#file.read()
    const epoch = factOf(this.#database, 'epoch')
    if (mark?.epoch === this.#mark.epoch && mark.epoch !== epoch) this.#file.write({ ...mark, epoch })
  }

  /** Moves all pages into the main file and says so, unless another process uses the log. Waits for nobody. */
  #emptyLog(): void {
    if (this.#database.prepare('pragma wal_checkpoint(truncate)').get()?.busy !== 0) return
    const mark = this.#file.read()
    if (mark) this.#file.write({ ...mark, log: '', inMainFile: mark.commits })
  }

  #total(): number {
    return Number(this.#changes.get()?.total)
  }
}

/** Whether the database is the one that the mark beside it was last written for, with all that was acknowledged. */
function isSame(
  file: HistoryMarkFile,
  place: Place | undefined,
  known: { epoch: string; commits: number },
): boolean {
  const mark = file.read()
  const { file: inode, isWritten } = file.identity()
  return (
    mark !== undefined &&
    mark.file === inode &&
    isWritten &&
    mark.place === place &&
    mark.epoch === known.epoch &&
    mark.commits <= known.commits
  )
}

/** How many commits a database counts; undefined where it does not count them. */
export function commitsOf(database: DatabaseSync): number | undefined {
  const commits = factOf(database, 'commits')
  return commits === '' ? undefined : Number(commits)
}

/** What the database knows about itself under a key; empty where it knows nothing. */
export function factOf(database: DatabaseSync, key: string): string {
  return String(database.prepare('select value from meta where key = ?').get(key)?.value ?? '')
}

function startEpoch(database: DatabaseSync): string {
  const epoch = newEpoch()
  database.prepare("update meta set value = ? where key = 'epoch'").run(epoch)
  database.prepare('update channels set epoch = ?').run(epoch)
  return epoch
}
