/** Backslashes and character references: how a sign is written that would be a mark. Pure. */

/** A sign behind a backslash stands for itself. */
export const escapable = /^[!-/:-@[-`{-~]$/

/** Those that people write by hand; others are words as they were typed. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/

/** A reference at `lastIndex`. */
export const referenceHere = new RegExp(reference, 'y')
const escapeOrReference = new RegExp(`\\\\([!-/:-@[-\`{-~])|${reference.source}`, 'g')

/** The sign that the groups of `referenceHere` name. */
export function signOf(decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return named[name] ?? ''
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  // A line feed that is written by its number ends no line.
  if (code === 10 || code === 13) return ' '
  const isSign = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
  return isSign ? String.fromCodePoint(code) : '\ufffd'
}

/** What stands there once it is read: an address, a language behind a fence. */
export function withoutEscapes(written: string): string {
  return written.replace(
    escapeOrReference,
    (_, sign: string | undefined, decimal?: string, hexadecimal?: string, name?: string) =>
      sign ?? signOf(decimal, hexadecimal, name),
  )
}

/** The sign as a reference, which is never a mark and never white space. */
export function asReference(sign: string): string {
  return `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`
}

/** White space, also at the ends of a text. */
export function isSpace(sign: string): boolean {
  return sign === '' || sign === ' ' || sign === '\n' || /^\s$/.test(sign)
}

export function isPunctuation(sign: string): boolean {
  if (sign < '\u0080') return escapable.test(sign)
  return /^[\p{P}\p{S}]$/u.test(sign)
}

/** The character that ends before a place. */
export function signBefore(text: string, at: number): string {
  const code = text.charCodeAt(at - 1)
  const isPair = code >= 0xdc_00 && code <= 0xdf_ff && at > 1
  return text.slice(isPair ? at - 2 : Math.max(0, at - 1), at)
}

/** The character that begins at a place. */
export function signAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

/** Without the signs at its end that are among these. A regular expression would take quadratic time. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
