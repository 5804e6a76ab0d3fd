/**
 * The language in a file's name or folder, and the path without it, which is what the languages of one item have
 * in common: `about.sv.md`, `sv/about.md` and `about.md` are the same item. Pure.
 */
import type { Language } from '@copydesk/contract'

export interface NamedPath {
  /** The path without its language, with `/` between folders. */
  key: string
  language: Language | undefined
}

/** Two letters, then script or region: longer codes are too easily ordinary words (`api`, `bin`, `new`). */
const tagPattern = /^[a-z]{2}([-_][a-z]{4})?([-_]([a-z]{2}|\d{3}))?$/i
const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** The tag in its usual spelling (`zh-CN` for `zh_cn`), or undefined when it names no language. */
export function knownLanguage(text: string): Language | undefined {
  if (!tagPattern.test(text)) return undefined
  const [tag] = Intl.getCanonicalLocales(text.replaceAll('_', '-'))
  return tag !== undefined && languageNames.of(tag) !== undefined ? tag : undefined
}

/** The file's own name wins over its folders, and the nearest folder over those above it. */
export function splitLanguage(path: string): NamedPath {
  const folders = path.split('/')
  const file = folders.pop() ?? ''
  const [, name, suffix, extension] = /^(.+)\.([^.]+)(\.[^.]+)$/.exec(file) ?? []
  const inName = suffix === undefined ? undefined : knownLanguage(suffix)
  if (inName) return { key: [...folders, `${name}${extension}`].join('/'), language: inName }
  const index = folders.findLastIndex((folder) => /^[a-z]{2}(?:[-_]|$)/.test(folder) && knownLanguage(folder))
  const language = knownLanguage(folders[index] ?? '')
  if (!language) return { key: path, language: undefined }
  return { key: [...folders.toSpliced(index, 1), file].join('/'), language }
}
