/** Fields at the start of a file: taken off, and read for the three things that mean something here. Pure. */
import { type ContentType, contentTypes, type Fields, type Language, parseLanguage } from '@copydesk/contract'
import { isCodeName } from '../languages/code-names.ts'
import { type FieldsBlock, findBlock, looksLikeFields } from './find-block.ts'
import { type FieldsRead, type ReadField, unreadable } from './read-fields.ts'
import { readJson } from './read-json.ts'
import { readToml } from './read-toml.ts'
import { readYaml } from './read-yaml.ts'

export interface FrontMatter {
  /** As it was written, whatever its type. */
  title?: string
  language?: Language
  type?: ContentType
  /** Everything else. */
  fields: Fields
}

export type SplitText =
  | {
      ok: true
      frontMatter: FrontMatter
      body: string
      /** What a person should know who expected something else. */
      note?: string
    }
  | { ok: false; reason: string }

/** Longer front matter is no list of a page's properties any more. */
const maxLength = 64 * 1024

const readers: Record<FieldsBlock['kind'], (text: string) => FieldsRead> = {
  yaml: readYaml,
  toml: readToml,
  json: readJson,
}

/** Takes text with `\n` line ends. Keys count whatever the case of their letters. */
export function splitFrontMatter(text: string): SplitText {
  const { block, note } = findBlock(text)
  const asText: SplitText = { ok: true, frontMatter: { fields: {} }, body: text, ...(note && { note }) }
  if (!block) return asText
  if (block.text.length > maxLength) return unreadable('is longer than 64 kB')
  const read = readers[block.kind](block.text)
  const hasWords = block.text.trim() !== ''
  // Comments alone are as likely headings between two rules.
  if (read.ok && (read.fields.size > 0 || !hasWords)) return sort(read.fields, block.body)
  // Words between two rules are a text that begins with a rule, above all after a blank line.
  if (read.ok || block.text.startsWith('\n')) return { ...asText, note: looksLikeFields }
  return read.isPlainText ? asText : { ok: false, reason: read.reason }
}

function sort(all: ReadonlyMap<string, ReadField>, body: string): SplitText {
  const fields: Record<string, unknown> = Object.create(null)
  const frontMatter: FrontMatter = { fields }
  let note: string | undefined
  for (const [key, { value, text }] of all) {
    const name = key.toLowerCase()
    const type = contentTypes.find((known) => known === text)
    if (name === 'title' && frontMatter.title === undefined && text?.trim()) frontMatter.title = text
    else if (name === 'type' && type !== undefined && frontMatter.type === undefined) frontMatter.type = type
    else if (languageKeys.includes(name) && frontMatter.language === undefined && !isEmpty(value)) {
      const written = Array.isArray(value) && value.length === 1 ? value[0] : (text ?? value)
      const isCode = typeof written === 'string' && isCodeName(written)
      const language = typeof written === 'string' && !isCode ? parseLanguage(written) : null
      if (language !== null) frontMatter.language = language
      else if (isCode) fields[key] = value
      else return unreadable(`gives ${JSON.stringify(written)} as language, which is no BCP 47 tag`)
    } else {
      fields[key] = value
      if (name === 'title' && !isEmpty(value)) note = 'the title in its front matter is no text'
    }
  }
  return { ok: true, frontMatter, body, ...(note && { note }) }
}

const languageKeys = ['language', 'lang', 'locale']

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}
