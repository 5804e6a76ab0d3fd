/** The data folder: made for its owner alone, and told in plain words when it cannot be used. */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CliFailure } from './cli-command.ts'
import { adviceFor } from './system-failure.ts'

/** Makes the folder if it is missing. Throws a CliFailure that says why it cannot be written. */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
  } catch (error) {
    const code = codeOf(error)
    // Node.js says ENOENT for a disk that is read only.
    const cause = code === 'ENOENT' ? codeOf(whyNotMade(dataDir)) : code
    const advice = adviceFor(cause)
    if (advice === undefined) throw error
    throw new CliFailure(`The data folder ${dataDir} cannot be used (${cause}). ${advice}`)
  }
}

function whyNotMade(folder: string): unknown {
  try {
    // The nearest folder that is there refuses the next one.
    if (statSync(dirname(folder), { throwIfNoEntry: false })) mkdirSync(folder)
    else return whyNotMade(dirname(folder))
    return undefined
  } catch (error) {
    return error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
