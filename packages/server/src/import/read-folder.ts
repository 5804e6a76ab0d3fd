/**
 * Every Markdown file below a folder: what is to be known of it to plan an import, but not its text, which is read again
 * when it is written. Changes nothing.
 */
import { createHash } from 'node:crypto'
import type { ContentType, Fields, Language } from '@copydesk/contract'
import { readInside } from './folder/read-inside.ts'
import { type LeftOut, type SkippedFile, walkFolder } from './folder/walk-folder.ts'
import { type FoundLanguages, findLanguages, type LanguageOptions } from './languages/find-languages.ts'
import { type FoundLink, findLinks } from './links/find-links.ts'
import { maxFileBytes, type ReadDocument, readDocument } from './read-document.ts'
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

/** `root`: the folder's real path. Throws when it cannot be opened. */
export async function readFolder(root: string, options: ReadFolderOptions): Promise<ReadFolder> {
  const endings = ['md', 'markdown', ...(options.mdx ? ['mdx'] : [])]
  const { paths, leftOut, skipped } = await walkFolder(root, endings)
  const notes: SkippedFile[] = []
  const files = new Map<string, Omit<ReadDocument, 'body'> & { links: FoundLink[]; bodyHash: string }>()
  for (const path of paths) {
    const result = await readFile(root, path)
    if (!result.ok) {
      skipped.push({ path, reason: result.reason })
      continue
    }
    const { body, note, ...document } = result.document
    if (note !== undefined) notes.push({ path, reason: note })
    files.set(path, { ...document, links: findLinks(body), bodyHash: hashOf(body) })
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

/** The text of a file that was found before; undefined when it is another by now. */
export async function readBody(root: string, found: FoundText): Promise<string | undefined> {
  const result = await readFile(root, found.path)
  if (!result.ok) return undefined
  const { body, fields } = result.document
  const isSame =
    hashOf(`${found.title}\n${hashOf(body)}`) === found.textHash &&
    hashOf(JSON.stringify(fields)) === found.fieldsHash
  return isSame ? body : undefined
}

async function readFile(root: string, path: string) {
  const read = await readInside(root, path, maxFileBytes)
  return read.ok ? readDocument(read.bytes) : read
}

/** For comparing texts that may be long. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
