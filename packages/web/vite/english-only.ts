/**
 * Leaves the translations of React Aria's spoken hints out of the bundle, English excepted: the app itself speaks
 * English only so far, and all languages together would double the size of the first screen's JavaScript.
 * An undefined table makes React Aria fall back to English. Dates and numbers still follow the browser's locale.
 */
import type { Plugin } from 'vite'

const otherLanguage =
  /[\\/]react-(?:aria|stately|aria-components)[\\/].*[\\/]intl[\\/].*[\\/](?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/

/** The plugin; it touches nothing but React Aria's language files. */
export function englishOnly(): Plugin {
  return {
    name: 'english-only',
    enforce: 'pre',
    load: (id) => (otherLanguage.test(id) ? 'export default undefined' : null),
  }
}
