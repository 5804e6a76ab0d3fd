/** One file as a document, or the reason why it cannot be one. Reads bytes; knows no database and no other file. */
import type { ContentType, Fields, Language } from '@copydesk/contract'
import { contentBody, maxBodyLength } from '@copydesk/contract/schemas'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { withoutHtml } from '../markdown/plain-text.ts'
import { decodeText } from './folder/decode-text.ts'
import { type FrontMatter, splitFrontMatter } from './front-matter/front-matter.ts'
import { type FoundLink, findLinks } from './links/find-links.ts'
import { cutTitle, firstHeading } from './title.ts'

/** What a file says before anything in its Markdown is looked at. */
export interface ReadText {
  frontMatter: FrontMatter
  /** Markdown without front matter, lines ending in `\n`. */
  body: string
  /** What a person should know who expected something else. */
  note?: string
}

export type TextResult = ({ ok: true } & ReadText) | { ok: false; reason: string }

export interface ReadDocument extends Pick<ReadText, 'body' | 'note'> {
  /** In the front matter; what its name says depends on other files. */
  language: Language | undefined
  type: ContentType
  /** Of the front matter or the first heading. */
  title: string | undefined
  /** The rest of the front matter. */
  fields: Fields
  /** Relative ones. */
  links: FoundLink[]
}

export type DocumentResult = { ok: true; document: ReadDocument } | { ok: false; reason: string }

/** More bytes than this cannot be within the body's limit of characters. */
export const maxFileBytes = maxBodyLength * 4 + 64 * 1024

export function readText(bytes: Uint8Array): TextResult {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  const split = splitFrontMatter(decoded.text)
  if (!split.ok) return split
  // Blank lines may go; blanks at the start of a line may mean code.
  const body = split.body.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
  if (body.length > maxBodyLength && [...body].length > maxBodyLength) {
    return { ok: false, reason: `it has more than ${maxBodyLength} characters` }
  }
  // What the API takes from a person is what comes in: else it could not be saved again.
  const [issue] = contentBody.safeParse(body).error?.issues ?? []
  if (issue) return { ok: false, reason: `its text ${issue.message}` }
  return { ...split, body }
}

export function readDocument(bytes: Uint8Array): DocumentResult {
  const read = readText(bytes)
  if (!read.ok) return read
  const { frontMatter, body, note } = read
  const { title: written, language, type = 'page', fields } = frontMatter
  const tree = parseMarkdown(body)
  const title = (written && withoutHtml(written)) || firstHeading(body, tree)
  return {
    ok: true,
    document: {
      language,
      type,
      title: title === undefined ? undefined : cutTitle(title),
      fields,
      body,
      links: tree ? findLinks(body, tree) : [],
      ...(note && { note }),
    },
  }
}
