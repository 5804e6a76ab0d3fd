/**
 * The database's main file while it is open. Only the log's pages go into it, at some commit or other; whoever copies a
 * backup over it meanwhile would see that backup mixed with the pages of the log.
 */
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { commitsOf } from './history.ts'

const pauseMs = 10
/** Two seconds in all: moving the log's pages takes a fraction of one. */
const maxAttempts = 200
/** Nobody wakes whoever waits for it. */
const quiet = new Int32Array(new SharedArrayBuffer(4))

export class MainFile {
  readonly #path: string
  readonly #pause: () => void
  #version: string
  #isReplaced = false

  /** `pause` holds the thread: nothing else of it may run between a look and the commit that it is for. */
  constructor(path: string, pause: () => void = () => Atomics.wait(quiet, 0, 0, pauseMs)) {
    this.#path = path
    this.#pause = pause
    this.#version = versionOf(path)
  }

  /** After a commit of our own, which may have written into it. */
  written(): void {
    this.#version = versionOf(this.#path)
  }

  /** Whether it holds fewer commits than it held before; once it does, for good. */
  isReplaced(heldBefore: () => number): boolean {
    const version = versionOf(this.#path)
    if (version === this.#version) return this.#isReplaced
    this.#version = version
    // Another process may have moved the log's pages, which is as it should be.
    this.#isReplaced ||= (this.#commitsOnceReadable() ?? -1) < heldBefore()
    return this.#isReplaced
  }

  /**
   * While another process, an import, moves the log's pages into it, its first page may tell of a size that it has only
   * once the last of them is there. It cannot be read until then, and is the same database all the same.
   */
  #commitsOnceReadable(): number | undefined {
    for (let attempt = 1; ; attempt += 1) {
      const commits = commitsInMainFile(this.#path)
      if (commits !== undefined || attempt === maxAttempts) return commits
      this.#pause()
    }
  }
}

/** As the main file has it without its log; undefined where that cannot be read. */
export function commitsInMainFile(path: string): number | undefined {
  const file = pathToFileURL(path)
  file.searchParams.set('immutable', '1')
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      return commitsOf(database) ?? 0
    } finally {
      database.close()
    }
  } catch {
    return undefined
  }
}

function versionOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats ? `${stats.size}:${stats.mtimeNs}` : ''
}
