/** What the readers of YAML, TOML and JSON front matter give: values that JSON can carry, nothing altered. */

export interface ReadField {
  value: unknown
  /** As it was written, for single values: `1.10` and not 1.1. */
  text?: string | undefined
}

export type FieldsRead = { ok: true; fields: ReadonlyMap<string, ReadField> } | UnreadableFields

export interface UnreadableFields {
  ok: false
  reason: string
  /** There is one text and no key: probably no front matter at all. */
  isPlainText?: boolean
}

/** `what` follows "its front matter". */
export function unreadable(what: string): UnreadableFields {
  return { ok: false, reason: `its front matter ${what}` }
}

/** The reason for a fault in a line, counted from 1. */
export function unreadableAt(kind: string, text: string, line: number | undefined): UnreadableFields {
  const words = line === undefined ? undefined : text.split('\n')[line - 1]?.trim()
  if (!words) return unreadable(`is not valid ${kind}`)
  const shown = words.length > 80 ? `${words.slice(0, 80)}…` : words
  return unreadable(`is not valid ${kind}, in its line ${line}: ${shown.toWellFormed()}`)
}

/** A number that JSON would alter stays as it was written. */
export function exactNumber(value: number, written: string): number | string {
  return String(value) === written ? value : written
}
