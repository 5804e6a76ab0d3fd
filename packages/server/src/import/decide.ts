/**
 * What becomes of one file, from what the import wrote last, what the file has now and what people made of it. Pure.
 *
 *     the file is as it was written last ─► nothing (new targets of its links are put into an untouched draft)
 *     the language is new to the item ────► a first version
 *     the newest version is a draft that no person wrote in ─► edited in place
 *     anything else ─► a new draft beside what is there; over a person's words it is told
 *
 * A change of the fields alone takes the text that is newest, so that no old text comes back over a person's.
 */
import type { Fields } from '@copydesk/contract'
import type { KnownVersion } from './known-versions.ts'
import type { RememberedText } from './memory.ts'

/** A file's text, ready to be written. */
export interface ImportedText {
  title: string
  /** With its links led to content. */
  body: string
  fields: Fields
  textHash: string
  fieldsHash: string
  linksHash: string
}

export type Decision =
  | { kind: 'unchanged'; remember: boolean }
  | { kind: 'add' | 'edit' }
  /** `overWords`: the file's words now stand before a person's. */
  | { kind: 'draft'; text: WrittenText; byHand: boolean; overWords: boolean }
  | { kind: 'relink'; body: string }

type WrittenText = Pick<ImportedText, 'title' | 'body' | 'fields'>

/** `versions`: of the item in this language, newest first. */
export function decide(
  text: ImportedText,
  last: RememberedText | undefined,
  versions: readonly KnownVersion[],
): Decision {
  const [newest] = versions
  if (!newest) return { kind: 'add' }
  const mayEdit = newest.status === 'draft' && !newest.byHand
  const isTextSame = last?.textHash === text.textHash
  const isFieldsSame = last?.fieldsHash === text.fieldsHash
  if (isTextSame && isFieldsSame) {
    const isRelinked = last.linksHash !== text.linksHash && mayEdit && newest.body !== text.body
    return isRelinked ? { kind: 'relink', body: text.body } : { kind: 'unchanged', remember: false }
  }
  // Nothing was remembered before this was kept, and a person may have made the same change.
  const isThere = last === undefined ? versions.some((one) => isSame(one, text)) : isSame(newest, text)
  if (isThere) return { kind: 'unchanged', remember: true }
  if (mayEdit) return { kind: 'edit' }
  if (!isTextSame) return { kind: 'draft', text: writtenText(text), byHand: false, overWords: newest.byHand }
  const { title, body, byHand } = newest
  return { kind: 'draft', text: { title, body, fields: text.fields }, byHand, overWords: false }
}

function writtenText({ title, body, fields }: ImportedText): WrittenText {
  return { title, body, fields }
}

function isSame(version: KnownVersion, text: ImportedText): boolean {
  return (
    version.title === text.title &&
    version.body === text.body &&
    JSON.stringify(version.fields) === JSON.stringify(text.fields)
  )
}
