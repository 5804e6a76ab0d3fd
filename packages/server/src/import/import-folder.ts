/** Brings a folder of Markdown files in as content: read first, then everything written in one transaction. */
import { basename, resolve } from 'node:path'
import type { Language } from '@copydesk/contract'
import { systemActor } from '../command/system-actor.ts'
import { writeContent } from '../content/bulk.ts'
import type { Services } from '../services.ts'
import { findKnownItems } from './known-texts.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { readFolder, type SkippedFile } from './read-folder.ts'

export interface ImportOptions {
  folder: string
  /** For files that name no language. */
  language: Language
  /** Tells later runs which items are theirs; the folder's name when left out. */
  name?: string | undefined
}

export type ImportSummary = ImportPlan['counts'] & { skipped: SkippedFile[] }

/** Throws when the folder itself cannot be read; a file that cannot be is in `skipped`. */
export async function importFolder(
  { runner }: Pick<Services, 'runner'>,
  { folder, language, name }: ImportOptions,
): Promise<ImportSummary> {
  const source = `import:${name ?? basename(resolve(folder))}`
  const { documents, skipped } = await readFolder(folder, language)
  // An item that is new is named by its text in the default language, if it has one.
  documents.sort((a, b) => Number(b.language === language) - Number(a.language === language))
  const { body: counts } = await runner.run({ actor: systemActor }, async (context) => {
    const keys = [...new Set(documents.map((document) => document.key))]
    const plan = planImport(source, documents, await findKnownItems(context.tx, source, keys))
    const { events } = await writeContent(context, plan)
    return { body: plan.counts, events }
  })
  return { ...counts, skipped }
}
