/**
 * The source of an import: the name that its items are known by, and the folders that it was brought in from. A folder
 * that only happens to have the same name must not be taken for it.
 */
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Tx } from '../storage/storage.ts'
import { ImportRefusedError } from './import-refused-error.ts'

export interface ImportSource {
  /** As items have it: `import:docs`. */
  source: string
  name: string
  /** Whether somebody chose the name; else it is the folder's. */
  isNamed: boolean
  /** The folder's real path: the same for every link, spelling and relative path that leads to it. */
  folder: string
}

/** Names of sources come before `:` and the items' paths, and into messages. */
const maxNameLength = 100

/** Throws ImportRefusedError for what can be no folder or no name, and what `realpath` throws. */
export async function findSource(path: string, chosen: string | undefined): Promise<ImportSource> {
  if (path.trim() === '') throw new ImportRefusedError('The folder is missing: its name is empty.')
  const folder = await realpath(path)
  const name = (chosen ?? basename(folder)).normalize('NFC').trim()
  if (name === '') {
    throw new ImportRefusedError(
      chosen === undefined
        ? `${folder} has no name of its own: choose one with --name.`
        : 'The name is empty.',
    )
  }
  if (name.length > maxNameLength || /\p{C}/u.test(name) || !name.isWellFormed()) {
    throw new ImportRefusedError(
      `A name has at most ${maxNameLength} characters, all of them visible: choose another with --name.`,
    )
  }
  return { source: `import:${name}`, name, isNamed: chosen !== undefined, folder }
}

export interface KnownSource {
  /** The other folders that it was brought in from. */
  otherFolders: string[]
  /** Marks of languages that earlier runs found. */
  languages: string[]
}

/** Throws ImportRefusedError when the name belongs to another folder and nobody chose it. */
export async function openSource(
  tx: Tx,
  { source, name, isNamed, folder }: ImportSource,
): Promise<KnownSource> {
  const folders = await tx
    .selectFrom('import_folders')
    .select(['path', 'languages'])
    .where('source', '=', source)
    .orderBy('imported_at')
    .execute()
  const own = folders.find(({ path }) => path === folder)
  const otherFolders = folders.flatMap(({ path }) => (path === folder ? [] : [path]))
  if (!own && !isNamed) {
    const before = otherFolders.at(-1)
    if (before !== undefined || (await hasItems(tx, source))) {
      throw new ImportRefusedError(
        `"${name}" was brought in from ${before ?? 'a folder that nobody wrote down'}, and this is ${folder}. ` +
          `If it is another folder, give it a name of its own with --name. If it is the same one in another place, ` +
          `or more of the same, say so with --name ${quoted(name)}.`,
      )
    }
  }
  const languages = folders.flatMap((known) => JSON.parse(known.languages) as string[])
  return { otherFolders, languages: own || isNamed ? languages : [] }
}

/** Of fewer files than these, most may well be new ones. */
const fewFiles = 4

/**
 * The same path can hold another folder: containers mount each at the same place. `remembered` are the files that were
 * there, `present` those that are. Throws ImportRefusedError when hardly any is left and nobody chose the name.
 */
export function requireSameFiles(
  { name, folder, isNamed }: ImportSource,
  remembered: readonly string[],
  present: ReadonlySet<string>,
): void {
  const left = remembered.filter((path) => present.has(path)).length
  if (isNamed || remembered.length < fewFiles || left * 4 >= remembered.length) return
  throw new ImportRefusedError(
    `Of the ${remembered.length} files that came from ${folder} as "${name}", ${left} are there now: this looks like ` +
      `another folder in the same place. If it is one, give it a name of its own with --name. ` +
      `If it is the same, say so with --name ${quoted(name)}.`,
  )
}

async function hasItems(tx: Tx, source: string): Promise<boolean> {
  const row = await tx.selectFrom('import_items').select('content_id').where('source', '=', source).limit(1)
  return (await row.executeTakeFirst()) !== undefined
}

/** Writes down that the source comes from this folder, and which languages were found in it. */
export async function rememberFolder(
  tx: Tx,
  { source, folder }: ImportSource,
  languages: readonly string[],
  now: number,
): Promise<void> {
  const row = { source, path: folder, languages: JSON.stringify(languages), imported_at: now }
  await tx
    .insertInto('import_folders')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source', 'path']).doUpdateSet({ languages: row.languages }))
    .execute()
}

function quoted(name: string): string {
  return /^[\p{L}\p{N}._-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
}
