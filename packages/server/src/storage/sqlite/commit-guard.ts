/**
 * Stands beside the connection that writes: commits go through only while the files are there and the main file is the
 * one that the log belongs to, and each is counted in the database's history.
 */
import type { DatabaseSync } from 'node:sqlite'
import { FilePresence } from './file-presence.ts'
import { History } from './history.ts'
import { MainFile } from './main-file.ts'

/** Nothing may be written any more. */
export class DatabaseGoneError extends Error {
  override readonly name = 'DatabaseGoneError'
}

export class CommitGuard {
  readonly #history: History
  readonly #files: FilePresence
  readonly #main: MainFile

  /** `database` has its tables. */
  constructor(
    database: DatabaseSync,
    { path, alsoPresent }: { path: string; alsoPresent: readonly string[] },
  ) {
    this.#history = History.resume(database, path)
    this.#files = new FilePresence([path, ...alsoPresent])
    this.#main = new MainFile(path)
  }

  /** Why nothing may be written any more; undefined while all is well. */
  whatIsWrong(): string | undefined {
    const missing = this.#files.missing()
    if (missing !== undefined) return `${missing} is gone`
    return this.#main.isReplaced(() => this.#history.inMainFile())
      ? 'the database was replaced by an older one'
      : undefined
  }

  /** Before each transaction; a throw lets none begin. */
  beginning(): void {
    this.#refuse()
  }

  begun(): void {
    this.#history.begun()
  }

  /** Within the transaction, last; a throw rolls it back. */
  committing(): void {
    this.#refuse()
    this.#history.committing()
  }

  committed(): void {
    this.#main.written()
    this.#history.committed()
  }

  /** Before the connection closes. */
  close(): void {
    this.#history.close()
  }

  #refuse(): void {
    const cause = this.whatIsWrong()
    if (cause !== undefined) throw new DatabaseGoneError(cause)
  }
}
