/**
 * Every field of a request that takes text, as zod schemas: text enters by one of these or not at all. Each says
 * how many bytes it may take as JSON at most, from which the limit of a whole request follows.
 */
import { z } from 'zod'
import { maxEmailLength, parseEmail, sameEmail } from './email-address.ts'
import { isEmoji, maxEmojiLength } from './emoji.ts'
import { maxLanguageLength, parseLanguage } from './language-tag.ts'
import { findMarkdownFault, maxAccents, maxMarkdownNesting } from './markdown-bounds.ts'
import { type TextLimits, type TidiedText, tidyLine, tidyText } from './tidy-text.ts'
import { maxTimeZoneLength, parseTimeZone } from './time-zone.ts'

/** Each field of text, with the bytes it may take as JSON. Text that enters by another door is not in here. */
export const textFields = z.registry<{ maxBytes: number }>()

/** A character as JSON may write it: two escapes of six bytes each. */
const bytesPerCharacter = 12

type Limits = TextLimits & { max: number }

/** A name or title of one line. */
export function line(limits: Limits) {
  return textField(limits, (text) => tidyLine(text, limits))
}

/** A text of many lines, such as a body. */
export function lines(limits: Limits) {
  return textField(limits, (text) => tidyText(text, limits))
}

/** A text of many lines without blanks around it, such as a comment. */
export function message(limits: Limits) {
  return textField(limits, (text) => tidyText(text.trim(), limits))
}

/** What costs every reader's browser a call stack or a frozen window is refused; runs of marks are shown as typed. */
export function markdown(text: z.ZodString) {
  return text.superRefine((value, context) => {
    const fault = findMarkdownFault(value)
    if (fault === null || fault.bound === 'runs') return
    const what = {
      accents: `puts more than ${maxAccents} accents upon one letter`,
      nesting: `nests quotes or lists more than ${maxMarkdownNesting} deep`,
    }[fault.bound]
    context.addIssue({ code: 'custom', message: `${what} in line ${fault.line}` })
  })
}

/** A language tag, canonical from here on. */
export function languageTag() {
  return textField({ max: maxLanguageLength }, (text) => {
    const language = parseLanguage(text)
    return language === null
      ? { ok: false, problem: 'must be a BCP 47 language tag such as "en" or "sv-SE"' }
      : { ok: true, text: language }
  })
}

/** An IANA time zone, in its usual spelling from here on. */
export function timeZone() {
  return textField({ max: maxTimeZoneLength }, (text) => {
    const zone = parseTimeZone(text)
    return zone === null
      ? { ok: false, problem: 'must be an IANA time zone such as "Europe/Stockholm"' }
      : { ok: true, text: zone }
  })
}

/** An e-mail address, in the form that is stored. */
export function emailAddress() {
  return textField({ max: maxEmailLength }, (text) => {
    const email = parseEmail(text)
    return email === null ? { ok: false, problem: 'must be an e-mail address' } : { ok: true, text: email }
  })
}

/** An e-mail address that somebody signs in with: what is none belongs to nobody. */
export function emailTyped() {
  return textField({ max: maxEmailLength }, (text) => {
    const tidied = tidyLine(text, { max: maxEmailLength })
    return tidied.ok ? { ok: true, text: sameEmail(tidied.text) } : tidied
  })
}

/** One emoji. */
export function emojiField() {
  return textField({ max: maxEmojiLength }, (text) =>
    isEmoji(text) ? { ok: true, text } : { ok: false, problem: 'must be one emoji' },
  )
}

/** A password (RFC 8265, OpaqueString): blanks count, the normal form does not. */
export function secret(limits: Limits & { min?: number }) {
  return textField(limits, (text) => {
    const tidied = tidyText(text, limits)
    const isShort = tidied.ok && [...tidied.text].length < (limits.min ?? 0)
    return isShort ? { ok: false, problem: `must have at least ${limits.min} characters` } : tidied
  })
}

/** A UUID in lower case. */
export function uuid() {
  return z
    .uuid()
    .toLowerCase()
    .register(textFields, { maxBytes: 36 + 2 })
}

/** UUIDs with commas between them, for a query; none in an empty text. */
export function uuidList(most: number) {
  return textField({ max: most * 37 }, (text) => {
    const ids = text === '' ? [] : text.split(',')
    if (!ids.every((id) => uuid().safeParse(id).success))
      return { ok: false, problem: 'must be UUIDs with commas between them' }
    return ids.length > most
      ? { ok: false, problem: `must be at most ${most} UUIDs` }
      : { ok: true, text: text.toLowerCase() }
  })
}

/** A day of the calendar (RFC 3339 full-date); days that no month has are refused. */
export function calendarDate() {
  return z.iso.date().register(textFields, { maxBytes: 10 + 2 })
}

/** An instant in UTC (RFC 3339), as the API answers it. */
export function instantField() {
  return z.iso.datetime().register(textFields, { maxBytes: 30 + 2 })
}

/** A name that programs gave, such as a channel's: it is compared as it is, so nothing of it is changed. */
export function identifier({ max, required }: Limits) {
  return textField({ max, ...(required ? { required } : {}) }, (text) => {
    if (text.length > max) return { ok: false, problem: `must have at most ${max} characters` }
    if (required && text === '') return { ok: false, problem: 'must not be empty' }
    return /[\p{Cc}\p{Cs}]/u.test(text)
      ? { ok: false, problem: 'must not contain control characters' }
      : { ok: true, text }
  })
}

function textField({ max, required }: Limits, tidy: (text: string) => TidiedText) {
  const field = checked(tidy).meta({ ...(required ? { minLength: 1 } : {}), maxLength: max })
  return field.register(textFields, { maxBytes: max * bytesPerCharacter + 2 })
}

/** Gives the tidied text on, or says what is wrong with it without repeating it. */
function checked(tidy: (text: string) => TidiedText): z.ZodString {
  return z.string().check((payload) => {
    const result = tidy(payload.value)
    if (result.ok) payload.value = result.text
    else payload.issues.push({ code: 'custom', message: result.problem, input: payload.value })
  })
}
