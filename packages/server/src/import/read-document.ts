/** One file as a document, or the reason why it cannot be one. Reads bytes and a path; knows no database. */
import type { ContentType, Language } from '@copydesk/contract'
import { maxBodyLength } from '@copydesk/contract/schemas'
import { splitFrontMatter } from './front-matter.ts'
import { splitLanguage } from './name-language.ts'
import { cutTitle, firstHeading, titleFromPath } from './title.ts'

export interface ImportedDocument {
  /** Path below the imported folder, with `/` between folders. */
  path: string
  /** What the languages of one item have in common. */
  key: string
  language: Language
  type: ContentType
  title: string
  /** Markdown without front matter, lines ending in `\n`. */
  body: string
}

export type DocumentResult = { ok: true; document: ImportedDocument } | { ok: false; reason: string }

/** More bytes than this cannot be within the body's limit of characters. */
export const maxFileBytes = maxBodyLength * 4 + 64 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** `defaultLanguage` is for files that name none, neither in their front matter nor in their path. */
export function readDocument(path: string, bytes: Uint8Array, defaultLanguage: Language): DocumentResult {
  if (bytes.includes(0)) return { ok: false, reason: 'it is binary' }
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return { ok: false, reason: 'it is not valid UTF-8' }
  }
  const split = splitFrontMatter(text.replace(/\r\n?/g, '\n'))
  if (!split.ok) return split
  const body = split.body.trim()
  if (body.length > maxBodyLength) {
    return { ok: false, reason: `it has more than ${maxBodyLength} characters` }
  }
  const { key, language } = splitLanguage(path)
  const title = split.frontMatter.title ?? firstHeading(body) ?? titleFromPath(key)
  return {
    ok: true,
    document: {
      path,
      key,
      language: split.frontMatter.language ?? language ?? defaultLanguage,
      type: split.frontMatter.type ?? 'page',
      title: cutTitle(title),
      body,
    },
  }
}
