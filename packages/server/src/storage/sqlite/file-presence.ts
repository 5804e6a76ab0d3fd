/**
 * Whether files are still the ones that were opened. SQLite goes on with a file that was deleted or replaced: what is
 * written then is acknowledged and lost.
 */
import { type BigIntStats, statSync } from 'node:fs'

export class FilePresence {
  readonly #opened: readonly (readonly [path: string, identity: string])[]

  /** The files must be there. */
  constructor(paths: readonly string[]) {
    this.#opened = paths.map((path) => [path, identityOf(path)])
  }

  /** A file that is gone, or another one by now; undefined while all are there. */
  missing(): string | undefined {
    return this.#opened.find(([path, identity]) => identityOf(path) !== identity)?.[0]
  }
}

function identityOf(path: string): string {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats ? `${stats.dev}:${stats.ino}` : ''
}
