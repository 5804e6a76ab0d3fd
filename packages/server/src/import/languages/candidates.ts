/** Where a path may name a language: in the file's name, or in one of its folders. Pure; what is one is said elsewhere. */
import { type Language, parseLanguage } from '@copydesk/contract'

export interface Candidate {
  tag: Language
  /** As it stands in the path. */
  written: string
  form: 'name' | 'folder'
  /** The path without it, which the languages of one item would have in common. */
  base: string
}

/** Two letters, then script or region. */
const tagPattern = /^[a-z]{2}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/i
/** Longer codes are too easily ordinary words, above all as folders (`api`, `bin`, `new`). */
const longPattern = /^[a-z]{3}$/
const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** The file's own name first, then its folders, the nearest first. `named`: further tags that count. */
export function candidatesOf(path: string, named: ReadonlySet<Language>): Candidate[] {
  const key = keyOf(path)
  const folders = key.split('/')
  const file = folders.pop() ?? ''
  const candidates: Candidate[] = []
  const [, name, suffix = '', ending] = /^(.+)\.([^.]+)(\.[^.]+)$/.exec(file) ?? []
  const inName = tagIn(suffix, named) ?? longTagIn(suffix)
  if (inName) {
    const base = [...folders, `${name}${ending}`].join('/')
    candidates.push({ tag: inName, written: suffix, form: 'name', base })
  }
  for (const [index, folder] of [...folders.entries()].reverse()) {
    const tag = /^[a-z]{2,3}(?:[-_]|$)/.test(folder) ? tagIn(folder, named) : undefined
    if (!tag) continue
    const base = [...folders.toSpliced(index, 1), file].join('/')
    candidates.push({ tag, written: folder, form: 'folder', base })
  }
  return candidates
}

function tagIn(text: string, named: ReadonlySet<Language>): Language | undefined {
  const tag = parseLanguage(text)
  if (tag === null) return undefined
  if (named.has(tag)) return tag
  return tagPattern.test(text) && languageNames.of(tag) !== undefined ? tag : undefined
}

function longTagIn(text: string): Language | undefined {
  const tag = longPattern.test(text) ? parseLanguage(text) : null
  return tag !== null && languageNames.of(tag) !== undefined ? tag : undefined
}

/** A path as items are known by it: composed, and its ending in lower case. */
export function keyOf(path: string): string {
  return path.normalize('NFC').replace(/\.[^./]+$/, (ending) => ending.toLowerCase())
}
