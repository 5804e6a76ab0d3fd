/**
 * Brings a folder of Markdown files in as content: reads it, compares it with what earlier runs wrote, and writes what is
 * new. A run that is cut off leaves whole texts, and the next one goes on.
 */
import type { Language } from '@copydesk/contract'
import type { Services } from '../services.ts'
import { claimIds, knownIds } from './claim-ids.ts'
import { addToSummary, type ImportSummary, startSummary } from './import-summary.ts'
import { textsOfSource } from './memory.ts'
import { isAsRemembered, type PendingText, placeOf, withItems } from './pending-text.ts'
import { readFolder } from './read-folder.ts'
import { findSource, openSource, requireSameFiles } from './source.ts'
import { writeTexts } from './write-texts.ts'

export interface ImportOptions {
  folder: string
  /** For files that name no language. */
  language: Language
  /** Tells later runs which items are theirs; the folder's name when left out. */
  name?: string | undefined
  /** The only languages to look for in names and folders; by evidence when left out. */
  languages?: readonly Language[] | undefined
  /** Take `.mdx` files too. */
  mdx?: boolean
  /** Only say what would happen. */
  dryRun?: boolean
}

/**
 * Throws ImportRefusedError, and what the file system throws when the folder itself cannot be read; a file that cannot be
 * is in `skipped`.
 */
export async function importFolder(
  services: Pick<Services, 'storage' | 'runner' | 'newId'>,
  { folder, language, name, languages, mdx = false, dryRun = false }: ImportOptions,
): Promise<ImportSummary> {
  const { storage } = services
  const origin = await findSource(folder, name)
  const known = await storage.read((tx) => openSource(tx, origin))
  const read = await readFolder(origin.folder, {
    defaultLanguage: language,
    named: languages,
    remembered: known.languages,
    mdx,
  })
  // An item that is new is named by its text in the default language, if it has one.
  const texts = read.texts.toSorted(
    (a, b) => Number(b.language === language) - Number(a.language === language),
  )
  const remembered = await storage.read((tx) => textsOfSource(tx, origin.source))
  const ownPaths = remembered.filter((text) => text.folder === origin.folder).map((text) => text.path)
  requireSameFiles(origin, ownPaths, new Set([...texts, ...read.skipped].map(({ path }) => path)))
  const claim = { origin, texts, languages: read.languages.tags }
  const ids = await (dryRun ? knownIds : claimIds)(services, claim)
  const pending = withItems(texts, ids, read.languages, origin.folder)
  const last = new Map(remembered.map((text) => [placeOf(text.contentId, text.language), text]))
  const isDone = (text: PendingText) =>
    isAsRemembered(text, last.get(placeOf(text.contentId, text.found.language)))
  const summary = startSummary({ origin, known, read, pending, remembered })
  summary.unchanged = pending.filter(isDone).length
  const onChanged = (path: string) => summary.skipped.push({ path, reason: 'it changed while it was read' })
  const changed = pending.filter((text) => !isDone(text))
  for await (const plan of writeTexts(services, { ...origin, id: services.newId() }, changed, {
    dryRun,
    onChanged,
  })) {
    addToSummary(summary, plan)
  }
  return summary
}
