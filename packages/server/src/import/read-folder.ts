/**
 * Every Markdown file below a folder: what is to be known of it to plan an import, but not its text, which is read again
 * when it is written. Changes nothing.
 */
import { createHash } from 'node:crypto'
import type { ContentType, Fields, Language } from '@copydesk/contract'
import { chunks } from '../storage/chunks.ts'
import { readInside } from './folder/read-inside.ts'
import { type LeftOut, type SkippedFile, walkFolder } from './folder/walk-folder.ts'
import { type FoundLanguages, findLanguages, type LanguageOptions } from './languages/find-languages.ts'
import type { FoundLink } from './links/find-links.ts'
import { maxFileBytes, type ReadDocument, readDocument, readText } from './read-document.ts'
import { cutTitle, titleFromPath } from './title.ts'

/** A file that can become a text. */
export interface FoundText {
  /** Path below the imported folder, with `/` between folders. */
  path: string
  /** What the languages of one item have in common. */
  key: string
  language: Language
  type: ContentType
  title: string
  fields: Fields
  links: FoundLink[]
  /** Of title and body. */
  textHash: string
  fieldsHash: string
}

export interface ReadFolder {
  /** In path order. */
  texts: FoundText[]
  languages: FoundLanguages
  leftOut: LeftOut
  skipped: SkippedFile[]
  /** Files that are in, but perhaps not as somebody meant them. */
  notes: SkippedFile[]
}

export interface ReadFolderOptions extends LanguageOptions {
  /** Take `.mdx` for Markdown. */
  mdx?: boolean
}

/** Waiting for the disk is shared by these; more would only hold more texts in memory. */
const filesAtOnce = 16

/** `root`: the folder's real path. Throws when it cannot be opened. */
export async function readFolder(root: string, options: ReadFolderOptions): Promise<ReadFolder> {
  const endings = ['md', 'markdown', ...(options.mdx ? ['mdx'] : [])]
  const { paths, leftOut, skipped } = await walkFolder(root, endings)
  const notes: SkippedFile[] = []
  const files = new Map<string, ReadFile>()
  for (const batch of chunks(paths, filesAtOnce)) {
    const results = await Promise.all(batch.map((path) => readOne(root, path)))
    for (const { path, result } of results) {
      if (!result.ok) {
        skipped.push({ path, reason: result.reason })
        continue
      }
      const { note, ...file } = result.file
      if (note !== undefined) notes.push({ path, reason: note })
      files.set(path, file)
    }
  }
  // A file that cannot be read today is evidence all the same.
  const languages = findLanguages(paths, options)
  const texts = new Map<string, FoundText>()
  for (const [path, { language: own, bodyHash, ...file }] of files) {
    const { key, language } = languages.locate(path, own)
    const title = file.title ?? cutTitle(titleFromPath(key))
    const hashes = {
      textHash: hashOf(`${title}\n${bodyHash}`),
      fieldsHash: hashOf(JSON.stringify(file.fields)),
    }
    const place = `${language} ${key}`
    const same = texts.get(place)
    if (same) skipped.push({ path, reason: `it is the same item and language as ${same.path}` })
    else texts.set(place, { ...file, ...hashes, path, key, language, title })
  }
  return { texts: [...texts.values()], languages, leftOut, skipped, notes }
}

/** Of a document all but its body, whatever its length. */
type ReadFile = Omit<ReadDocument, 'body'> & { bodyHash: string }

async function readOne(root: string, path: string) {
  const read = await readInside(root, path, maxFileBytes)
  const result = read.ok ? readDocument(read.bytes) : read
  if (!result.ok) return { path, result }
  const { body, ...document } = result.document
  return { path, result: { ok: true as const, file: { ...document, bodyHash: hashOf(body) } } }
}

/** The text of a file that was found before; undefined when it is another by now. */
export async function readBody(root: string, found: FoundText): Promise<string | undefined> {
  const read = await readInside(root, found.path, maxFileBytes)
  const text = read.ok ? readText(read.bytes) : read
  if (!text.ok) return undefined
  const { body, frontMatter } = text
  const isSame =
    hashOf(`${found.title}\n${hashOf(body)}`) === found.textHash &&
    hashOf(JSON.stringify(frontMatter.fields)) === found.fieldsHash
  return isSame ? body : undefined
}

/** For comparing texts that may be long. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
