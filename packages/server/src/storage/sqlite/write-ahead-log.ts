/**
 * What the header of SQLite's write-ahead log tells (https://sqlite.org/fileformat2.html#walformat): its salts change
 * whenever the log begins anew, after all of it went into the main file. So they name a stretch of the log.
 */
import { closeSync, openSync, readSync } from 'node:fs'

const saltsAt = 16
const saltsLength = 8

/** Reads the header again and again without opening the file each time. */
export class WriteAheadLog {
  readonly #path: string
  readonly #buffer = Buffer.alloc(saltsLength)
  #file: number | undefined

  constructor(database: string) {
    this.#path = logPathOf(database)
  }

  /** The salts in hex; empty while there is no log, or nothing in it. */
  name(): string {
    try {
      this.#file ??= openSync(this.#path, 'r')
      const bytes = readSync(this.#file, this.#buffer, 0, saltsLength, saltsAt)
      return bytes === saltsLength ? this.#buffer.toString('hex') : ''
    } catch {
      return ''
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }
}

export function logPathOf(database: string): string {
  return `${database}-wal`
}
