/** The Markdown files below a folder, and a count of everything that is not one. Reads names only. */
import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isLeftOut } from './left-out.ts'
import { reasonOf } from './read-inside.ts'

export interface SkippedFile {
  path: string
  reason: string
}

/** How many entries were not even opened. */
export interface LeftOut {
  /** Files by their ending, in lower case with its dot; those without one under the empty text. */
  byEnding: Map<string, number>
  /** Hidden files and folders. */
  hidden: number
  /** Folders named `node_modules`. */
  packages: number
  /** Links to folders, which are not followed. */
  links: number
}

export interface WalkedFolder {
  /** Below the folder, with `/` between folders, in order. */
  paths: string[]
  leftOut: LeftOut
  /** Folders that could not be opened. */
  skipped: SkippedFile[]
}

/** `endings`: of Markdown, in lower case without a dot. Throws when the folder itself cannot be opened. */
export async function walkFolder(root: string, endings: readonly string[]): Promise<WalkedFolder> {
  const leftOut: LeftOut = { byEnding: new Map(), hidden: 0, packages: 0, links: 0 }
  const walked: WalkedFolder = { paths: [], leftOut, skipped: [] }
  const open = ['']
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    for (const entry of await entriesOf(root, below, walked.skipped)) {
      const path = below ? `${below}/${entry.name}` : entry.name
      const ending = endingOf(entry.name)
      if (isLeftOut(entry.name)) leftOut[entry.name.startsWith('.') ? 'hidden' : 'packages'] += 1
      else if (entry.isDirectory()) open.push(path)
      else if (endings.includes(ending.slice(1))) walked.paths.push(path)
      else if (entry.isSymbolicLink() && ending === '') leftOut.links += 1
      else leftOut.byEnding.set(ending, (leftOut.byEnding.get(ending) ?? 0) + 1)
    }
  }
  walked.paths.sort()
  return walked
}

async function entriesOf(root: string, below: string, skipped: SkippedFile[]): Promise<Dirent[]> {
  try {
    return await readdir(join(root, below), { withFileTypes: true })
  } catch (error) {
    // The folder itself must be there; one below it that cannot be opened costs only its own files.
    if (below === '') throw error
    skipped.push({ path: `${below}/`, reason: reasonOf(error, below) })
    return []
  }
}

function endingOf(name: string): string {
  return /(?<=.)\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? ''
}
