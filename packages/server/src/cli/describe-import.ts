/** What `copydesk import` prints: what it did, what it found, what it left out and why. Pure. */
import type { ImportSummary } from '../import/import-summary.ts'
import type { UndoSummary } from '../import/undo-import.ts'

export interface ImportReport {
  lines: string[]
  /** What a person should look into. */
  complaints: string[]
}

/** Longer lists end with a number. */
const shown = 20

export function describeImport(summary: ImportSummary, isDryRun: boolean): ImportReport {
  const { added, changed, unchanged, skipped, notes, overWords, deleted, missing, relinked, links } = summary
  const lines = [
    `${isDryRun ? 'Would import' : 'Imported'} ${summary.folder} as "${summary.name}".`,
    ...summary.otherFolders.map((folder) => `The same items were also brought in from ${folder}.`),
    `${added} added, ${changed} changed, ${unchanged} unchanged, ${skipped.length} skipped.`,
    ...(summary.languages.size > 0 ? [`Languages: ${counts(summary.languages)}.`] : []),
    ...notTaken(summary),
    ...(links.resolved + links.kept > 0
      ? [`Links and pictures by path: ${links.resolved} lead to pages, ${links.kept} were left as they are.`]
      : []),
    ...(relinked > 0 ? [`In ${texts(relinked)}, links now lead to pages that are new.`] : []),
    ...(missing > 0
      ? [
          `${texts(missing)} of earlier runs ${missing === 1 ? 'has' : 'have'} no file any more; nothing was removed.`,
        ]
      : []),
    ...leftOut(summary),
  ]
  return {
    lines,
    complaints: [
      ...cut(
        overWords.map(
          (path) => `${path} changed where a person had written: its text is a new draft beside theirs.`,
        ),
      ),
      ...cut(deleted.map((path) => `${path} belongs to a page that somebody deleted: it was left out.`)),
      ...cut(notes.map(({ path, reason }) => `Look at ${path}: ${reason}.`)),
      // Of every file that is not in, the name.
      ...skipped.map(({ path, reason }) => `Skipped ${path}: ${reason}.`),
    ].map(visible),
  }
}

/** What `copydesk import --undo` prints. */
export function describeUndo({
  name,
  startedAt,
  trashed,
  removed,
  restored,
  left,
}: UndoSummary): ImportReport {
  const when = new Date(startedAt).toISOString()
  return {
    lines: [
      `Took back the import of "${name}" that began at ${when}.`,
      `${trashed} new items are in the trash, ${removed} new drafts are gone, ${restored} texts are as they were before.`,
    ],
    complaints: cut(
      left.map(({ title, language }) => `Left "${title}" (${language}): it was changed since.`),
    ).map(visible),
  }
}

function notTaken({ notTaken: tags }: ImportSummary): string[] {
  if (tags.size === 0) return []
  const list = [...tags].map(
    ([tag, { count, example }]) => `${tag} (${example}${count > 1 ? ` and ${count - 1} more` : ''})`,
  )
  return [`Not taken for languages: ${visible(cut(list).join(', '))}. Those that are: --languages.`]
}

function leftOut({
  leftOut: { byEnding, hidden, packages, links },
  added,
  changed,
  unchanged,
}: ImportSummary): string[] {
  const parts = [
    ...(byEnding.size > 0 ? [counts(byEnding, (ending) => ending || 'without ending')] : []),
    ...(hidden > 0 ? [`${hidden} hidden`] : []),
    ...(packages > 0 ? [`${packages} node_modules`] : []),
    ...(links > 0 ? [links === 1 ? '1 linked folder' : `${links} linked folders`] : []),
  ]
  const mdx = byEnding.has('.mdx') ? ' --mdx takes the .mdx files.' : ''
  const isEmpty = added + changed + unchanged === 0
  return [
    ...(isEmpty ? ['There is no Markdown file to import.'] : []),
    ...(parts.length > 0 ? [visible(`Left out: ${parts.join(', ')}.${mdx}`)] : []),
  ]
}

/** `3 .png, 1 .txt`, the most first. */
function counts(numbers: ReadonlyMap<string, number>, nameOf = (key: string) => key): string {
  const sorted = [...numbers].sort(([, a], [, b]) => b - a)
  return cut(sorted.map(([key, count]) => `${count} ${nameOf(key)}`)).join(', ')
}

function texts(count: number): string {
  return count === 1 ? '1 text' : `${count} texts`
}

function cut(list: string[]): string[] {
  return list.length <= shown ? list : [...list.slice(0, shown), `and ${list.length - shown} more`]
}

/** Names of files may hold anything, also what a terminal obeys. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD')
}
