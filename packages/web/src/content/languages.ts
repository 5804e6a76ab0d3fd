/** The languages that are offered for new content: those in use, then other widespread ones. Any tag may be typed. */
import { type Language, parseLanguage } from '@copydesk/contract'
import { languageName } from './content-words.ts'

const widespread: readonly Language[] = [
  'ar',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'he',
  'hu',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
]

/** Tags in the order to offer them; `without` leaves out those that are there already. */
export function offeredLanguages(inUse: readonly Language[], without: readonly Language[] = []): Language[] {
  return [...new Set([...[...inUse].sort(), ...widespread])].filter((tag) => !without.includes(tag))
}

/** The languages of these items, each once. */
export function languagesOf(items: readonly { languages: readonly { language: Language }[] }[]): Language[] {
  return [...new Set(items.flatMap((item) => item.languages.map((state) => state.language)))]
}

/** `Swedish (sv)`. */
export function languageLabel(language: Language): string {
  const name = languageName(language)
  return name === language ? language : `${name} (${language})`
}

/** The language that was typed: its label, its name in English if that is on offer, or its tag. Null for none of them. */
export function languageTyped(typed: string, offered: readonly Language[]): Language | null {
  const name = typed.trim().toLowerCase()
  const named = offered.find((tag) => languageName(tag).toLowerCase() === name)
  const [, inLabel] = /\(([^()]+)\)\s*$/.exec(typed) ?? []
  return named ?? parseLanguage(inLabel ?? typed)
}
