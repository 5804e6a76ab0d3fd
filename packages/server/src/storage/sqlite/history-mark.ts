/**
 * The mark beside the database: how far its history had come when a change was last acknowledged. It is written after
 * each commit and before its answer, without waiting for the disk: a killed process leaves it behind, and after a
 * power cut `place.ts` asks for a new epoch anyway. So a database that knows fewer commits than its mark has lost some.
 *
 * A mark that was brought back together with its database would agree with it. What brings it back either makes another
 * file of it or, in place, gives it the time that it had: a file that was written has changed when it was written.
 */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import type { Place } from './place.ts'

export interface HistoryMark {
  /** The inode of the mark's own file. */
  file: string
  place: Place
  epoch: string
  /** Write transactions so far, as the database counts them. */
  commits: number
  /** Names the write-ahead log that was in use; empty before its first page. */
  log: string
  /** The main file holds at least this many commits as long as that log is in use. */
  inMainFile: number
}

/** One write of this length, blanks at the end, is never seen half done by another process. */
const length = 512

/** The mark's file, open until `close`. Several processes may have it open. */
export class HistoryMarkFile {
  readonly #file: number
  readonly #buffer = Buffer.alloc(length)
  /** The same as text, so that what this process wrote itself is not parsed at each commit. */
  #known: { text: string; mark: HistoryMark } | undefined

  constructor(database: string) {
    this.#file = openSync(`${database}-mark`, constants.O_RDWR | constants.O_CREAT, 0o600)
  }

  /** Undefined where there is none, or none that can be read. */
  read(): HistoryMark | undefined {
    const bytes = readSync(this.#file, this.#buffer, 0, length, 0)
    const text = this.#buffer.toString('latin1', 0, bytes)
    if (this.#known?.text === text) return this.#known.mark
    try {
      const mark: HistoryMark = JSON.parse(text)
      return Number.isSafeInteger(mark.commits) && Number.isSafeInteger(mark.inMainFile) ? mark : undefined
    } catch {
      return undefined
    }
  }

  write(mark: HistoryMark): void {
    const text = JSON.stringify(mark).padEnd(length)
    this.#buffer.write(text, 'latin1')
    writeSync(this.#file, this.#buffer, 0, length, 0)
    this.#known = { text, mark }
  }

  /** The inode, and whether its content is as old as the inode says. */
  identity(): { file: string; isWritten: boolean } {
    const { ino, mtimeNs, ctimeNs } = fstatSync(this.#file, { bigint: true })
    return { file: String(ino), isWritten: mtimeNs === ctimeNs }
  }

  /** What lay there is worth nothing. */
  clear(): void {
    ftruncateSync(this.#file)
  }

  close(): void {
    closeSync(this.#file)
  }
}
