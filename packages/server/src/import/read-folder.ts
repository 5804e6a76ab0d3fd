/** Every Markdown file below a folder, as documents and as files that could not be read. Changes nothing. */
import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '@copydesk/contract'
import { type ImportedDocument, maxFileBytes, readDocument } from './read-document.ts'

export interface SkippedFile {
  path: string
  reason: string
}

export interface ReadFolder {
  documents: ImportedDocument[]
  skipped: SkippedFile[]
}

/** In path order. Hidden entries and `node_modules` are left out, linked folders not followed. */
export async function readFolder(folder: string, defaultLanguage: Language): Promise<ReadFolder> {
  const skipped: SkippedFile[] = []
  const byKey = new Map<string, ImportedDocument>()
  for (const path of await markdownFiles(folder, '', skipped)) {
    const result = await readOne(folder, path, defaultLanguage)
    if (!result.ok) {
      skipped.push({ path, reason: result.reason })
      continue
    }
    const { document } = result
    const key = `${document.language} ${document.key}`
    const same = byKey.get(key)
    if (same) skipped.push({ path, reason: `it is the same item and language as ${same.path}` })
    else byKey.set(key, document)
  }
  return { documents: [...byKey.values()], skipped }
}

async function markdownFiles(folder: string, below: string, skipped: SkippedFile[]): Promise<string[]> {
  const paths: string[] = []
  for (const entry of await entriesOf(folder, below, skipped)) {
    const path = below ? `${below}/${entry.name}` : entry.name
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) paths.push(...(await markdownFiles(folder, path, skipped)))
    else if (/\.(?:md|markdown)$/i.test(entry.name)) paths.push(path)
  }
  return paths
}

async function entriesOf(folder: string, below: string, skipped: SkippedFile[]): Promise<Dirent[]> {
  try {
    const entries = await readdir(join(folder, below), { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    // The folder itself must be there; one below it that cannot be opened costs only its own files.
    if (below === '') throw error
    skipped.push({ path: `${below}/`, reason: `it cannot be opened (${codeOf(error)})` })
    return []
  }
}

async function readOne(folder: string, path: string, defaultLanguage: Language) {
  const file = join(folder, path)
  try {
    const { size } = await stat(file)
    if (size > maxFileBytes) return { ok: false as const, reason: `it is too large (${size} bytes)` }
    return readDocument(path, await readFile(file), defaultLanguage)
  } catch (error) {
    return { ok: false as const, reason: `it cannot be read (${codeOf(error)})` }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
