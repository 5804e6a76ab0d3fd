/** What an import found and did, in numbers and names. Pure. */
import type { Language } from '@copydesk/contract'
import type { LeftOut, SkippedFile } from './folder/walk-folder.ts'
import type { FoundLanguages } from './languages/find-languages.ts'
import type { RememberedText } from './memory.ts'
import { type PendingText, placeOf } from './pending-text.ts'
import type { BatchPlan } from './plan-batch.ts'
import type { ReadFolder } from './read-folder.ts'
import type { ImportSource, KnownSource } from './source.ts'

export interface ImportSummary {
  name: string
  /** The folder's real path, and the others that the same items were brought in from. */
  folder: string
  otherFolders: string[]
  /** Texts by what becomes of them. */
  added: number
  changed: number
  unchanged: number
  /** Unchanged texts of which links lead to pages that were not there before. */
  relinked: number
  /** Files whose text now stands, as a new draft, before what a person wrote. */
  overWords: string[]
  /** Files that changed and whose pages somebody deleted: nothing came of them. */
  deleted: string[]
  /** Texts of earlier runs whose files are not in the folder any more. */
  missing: number
  /** How many texts there are in each language. */
  languages: Map<Language, number>
  notTaken: FoundLanguages['notTaken']
  /** Relative links and pictures: led to content, and left as they were written. */
  links: { resolved: number; kept: number }
  leftOut: LeftOut
  skipped: SkippedFile[]
  notes: SkippedFile[]
}

interface Found {
  origin: ImportSource
  known: KnownSource
  read: ReadFolder
  pending: readonly PendingText[]
  remembered: readonly RememberedText[]
}

/** All that is known before the first text is written. */
export function startSummary({ origin, known, read, pending, remembered }: Found): ImportSummary {
  const languages = new Map<Language, number>()
  for (const { language } of read.texts) languages.set(language, (languages.get(language) ?? 0) + 1)
  const links = pending.flatMap((text) => text.links)
  const resolved = links.filter((link) => link.contentId !== undefined).length
  return {
    name: origin.name,
    folder: origin.folder,
    otherFolders: known.otherFolders,
    added: 0,
    changed: 0,
    unchanged: 0,
    relinked: 0,
    overWords: [],
    deleted: [],
    missing: countMissing(origin.folder, remembered, pending, read.skipped),
    languages,
    notTaken: read.languages.notTaken,
    links: { resolved, kept: links.length - resolved },
    leftOut: read.leftOut,
    skipped: [...read.skipped],
    notes: read.notes,
  }
}

/** A file that was skipped is not missing. */
function countMissing(
  folder: string,
  remembered: readonly RememberedText[],
  pending: readonly PendingText[],
  skipped: readonly SkippedFile[],
): number {
  const places = new Set(pending.map(({ contentId, found }) => placeOf(contentId, found.language)))
  const paths = new Set(skipped.map(({ path }) => path))
  return remembered.filter(
    (text) =>
      text.folder === folder && !places.has(placeOf(text.contentId, text.language)) && !paths.has(text.path),
  ).length
}

export function addToSummary(summary: ImportSummary, plan: BatchPlan): void {
  summary.added += plan.added
  summary.changed += plan.changed
  summary.unchanged += plan.unchanged
  summary.relinked += plan.relinked
  summary.overWords.push(...plan.overWords)
  summary.deleted.push(...plan.deleted)
}
