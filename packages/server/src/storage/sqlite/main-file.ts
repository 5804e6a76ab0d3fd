/**
 * The database's main file while it is open. Only the log's pages go into it, at some commit or other; whoever copies a
 * backup over it meanwhile would see that backup mixed with the pages of the log.
 */
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { commitsOf } from './history.ts'

export class MainFile {
  readonly #path: string
  #version: string
  #isReplaced = false

  constructor(path: string) {
    this.#path = path
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
    this.#isReplaced ||= (commitsInMainFile(this.#path) ?? -1) < heldBefore()
    return this.#isReplaced
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
