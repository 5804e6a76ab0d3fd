/** The languages that one can start content in: those that are in use, then other widespread ones. */
import type { Language } from '@copydesk/contract'

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
