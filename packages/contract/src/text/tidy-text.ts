/**
 * The one door for text, of whatever comes by the API, the command line or an import: normal form NFC, line breaks
 * as LF, nothing that turns the text around it. What no person types (NUL, half a character) is refused, what a
 * paste brings along unseen is taken away. Every expression here looks at one character at a time: the time is linear.
 */

/** What a text is held to, counted in characters (Unicode code points) after it was tidied. */
export interface TextLimits {
  /** Any length when left out. */
  max?: number
  /** At least one character that can be seen. */
  required?: boolean
}

export type TidiedText = { ok: true; text: string } | { ok: false; problem: string }

/** A name or title: without blanks at its ends; line breaks and tabs within it become one space. */
export function tidyLine(typed: string, limits: TextLimits = {}): TidiedText {
  return tidied(typed, limits, (text) => {
    const control = controlCharacter.exec(text)
    if (control) return { ok: false, problem: `must not contain ${nameOf(control[0])}` }
    return { ok: true, text: withoutBlankEnds(text.replace(breaks, ' ').replace(turningInLine, '')) }
  })
}

/** A text of many lines: its blanks stay. Form feeds and vertical tabs of a paste become line breaks. */
export function tidyText(typed: string, limits: TextLimits = {}): TidiedText {
  return tidied(typed, limits, (text) => ({
    ok: true,
    text: text.replace(crlf, '\n').replace(lineBreaks, '\n').replace(unseen, ''),
  }))
}

/** The first of these that stands in a text is the reason for which no database and no protocol takes it. */
const untypable = /[\0\p{Surrogate}\p{Noncharacter_Code_Point}]/u
const crlf = /\r\n/g
/** CR, VT, FF, NEL, LS, PS. */
const lineBreaks = /[\r\v\f\x85\u2028\u2029]/g
const breaks = /[\t\n\r\v\f\x85\u2028\u2029]+/g
const controlCharacter = /[^\P{Cc}\t\n\r\v\f\x85]/u
/** Embeddings, overrides and isolates: in a line among others they turn round what stands beside it. */
const turningInLine = /[\u202a-\u202e\u2066-\u2069]/g
/** Control characters, and the overrides, which show a text as another one. Isolates end with their paragraph. */
const unseen = /[^\P{Cc}\t\n]|[\u202d\u202e]/gu
/** Takes place and shows a mark: neither blank nor invisible (RFC 8264 has no such name either). */
const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u
const blank = /[\p{Z}\u200b\u2060\ufeff]/u

/** NFC makes at most four code units one; anything longer than that is too long whatever it is. */
const longestToOne = 4

function tidied(
  typed: string,
  { max, required }: TextLimits,
  tidy: (text: string) => TidiedText,
): TidiedText {
  const tooLong: TidiedText = { ok: false, problem: `must have at most ${max} characters` }
  if (max !== undefined && typed.length > 2 * longestToOne * max) return tooLong
  const wrong = untypable.exec(typed)
  if (wrong) return { ok: false, problem: `must not contain ${nameOf(wrong[0])}` }
  const result = tidy(typed.normalize('NFC'))
  if (!result.ok) return result
  if (max !== undefined && result.text.length > max && charactersOf(result.text) > max) return tooLong
  if (!required || visible.test(result.text)) return result
  const problem = result.text === '' ? 'must not be empty' : 'must have a character that can be seen'
  return { ok: false, problem }
}

function charactersOf(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** A loop: an expression for blanks before the end looks at each run of blanks from each of its characters. */
function withoutBlankEnds(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && blank.test(text.charAt(start))) start += 1
  while (end > start && blank.test(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return character === '\0' ? 'the character NUL (U+0000)' : `the character U+${code}`
}
