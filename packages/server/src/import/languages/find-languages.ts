/**
 * Decides which tags in names and folders are languages. A tag alone proves nothing: `hr/` is human resources, `os/` an
 * operating system, `Array.ts.md` a module. It counts when it was named, when it is written as only tags are
 * (`pt-BR`, `zh-Hant`), or when it recurs beside files without a tag. Pure.
 */
import type { Language } from '@copydesk/contract'
import { type Candidate, candidatesOf, keyOf } from './candidates.ts'
import { isCodeEnding, isLongWord, isOrdinaryWord } from './code-names.ts'

export interface LanguageOptions {
  /** Of files without a language. */
  defaultLanguage: Language
  /** The only ones to look for; undefined: by evidence. */
  named?: readonly Language[] | undefined
  /** Found by an earlier run: they stay languages when files go. */
  remembered?: readonly string[]
}

export interface LocatedText {
  /** What the languages of one item have in common. */
  key: string
  language: Language
}

export interface FoundLanguages {
  /** `own`: the language that the file itself gives. */
  locate(path: string, own: Language | undefined): LocatedText
  /** What is to be remembered for later runs. */
  tags: string[]
  /** Tags that were not taken for languages, with how often they stand in a path, and one of these. */
  notTaken: Map<Language, { count: number; example: string }>
}

export function findLanguages(paths: readonly string[], options: LanguageOptions): FoundLanguages {
  const { defaultLanguage, named, remembered = [] } = options
  const namedSet = new Set([...(named ?? []), defaultLanguage])
  const all = new Map(paths.map((path) => [path, candidatesOf(path, namedSet)]))
  const byMark = Map.groupBy([...all.values()].flat(), markOf)
  const evidence = new Evidence(paths, [...all.values()].flat(), defaultLanguage)
  const isLanguage = (mark: string, [first, ...others]: readonly Candidate[]): boolean => {
    if (!first) return false
    if (named !== undefined) return namedSet.has(first.tag)
    return remembered.includes(mark) || evidence.supports([first, ...others])
  }
  const accepted = new Set([...byMark].filter(([mark, own]) => isLanguage(mark, own)).map(([mark]) => mark))
  const notTaken: FoundLanguages['notTaken'] = new Map()
  for (const [path, candidates] of all) {
    const first = candidates[0]
    if (!first || isLong(first.tag) || candidates.some((candidate) => accepted.has(markOf(candidate))))
      continue
    notTaken.set(first.tag, {
      example: path,
      ...notTaken.get(first.tag),
      count: (notTaken.get(first.tag)?.count ?? 0) + 1,
    })
  }
  return {
    tags: [...accepted],
    notTaken,
    locate: (path, own) => {
      const candidates = all.get(path) ?? candidatesOf(path, namedSet)
      const isOwn = ({ tag }: Candidate) => own !== undefined && tag.split('-')[0] === own.split('-')[0]
      const found = candidates.find((candidate) => isOwn(candidate) || accepted.has(markOf(candidate)))
      return { key: found?.base ?? keyOf(path), language: own ?? found?.tag ?? defaultLanguage }
    },
  }
}

function markOf({ tag, form }: Candidate): string {
  return `${form}:${tag}`
}

/** How many different files must stand beside one without a tag. */
const enough = 2
const enoughForWords = 3

class Evidence {
  readonly #keys: ReadonlySet<string>
  readonly #defaultLanguage: Language
  /** The tags that stand at a base. */
  readonly #tagsAt: ReadonlyMap<string, ReadonlySet<Language>>

  constructor(paths: readonly string[], candidates: readonly Candidate[], defaultLanguage: Language) {
    this.#keys = new Set(paths.map(keyOf))
    this.#defaultLanguage = defaultLanguage
    const byBase = Map.groupBy(candidates, ({ base }) => base)
    this.#tagsAt = new Map([...byBase].map(([base, own]) => [base, new Set(own.map(({ tag }) => tag))]))
  }

  /** `all`: every place where one tag stands in one form. */
  supports(all: readonly [Candidate, ...Candidate[]]): boolean {
    const [{ tag, form }] = all
    if (tag === this.#defaultLanguage) return form === 'name' || this.#isOnlyThere(all)
    if (all.some(({ written }) => isWrittenAsTag(written))) return true
    const own = all.filter((one) => this.#hasCounterpart(one))
    const company = own.reduce((most, one) => Math.max(most, this.#company(one)), 0)
    const bases = new Set(own.map(({ base }) => base).filter((base) => form === 'name' || !isIndex(base)))
    if (isLong(tag)) return company >= 2 && !isLongWord(tag)
    if (!isOrdinaryWord(tag)) return bases.size >= enough || company >= 1
    if (company >= 2) return true
    if (form === 'name') return !isCodeEnding(tag) && bases.size >= enough
    return bases.size >= enoughForWords && bases.size * 2 >= all.filter(({ base }) => !isIndex(base)).length
  }

  /** The default language's own folder says nothing new, so it may go, unless the files are there without it too. */
  #isOnlyThere(all: readonly Candidate[]): boolean {
    return !all.some(({ base }) => this.#keys.has(base))
  }

  /** A file without the tag, or with the default language's, or with another that is no ordinary word. */
  #hasCounterpart({ base, tag }: Candidate): boolean {
    if (this.#keys.has(base) || this.#tagsAt.get(base)?.has(this.#defaultLanguage)) return true
    return this.#company({ base, tag }) > 0
  }

  /** How many other tags stand there that are no ordinary words. */
  #company({ base, tag }: Pick<Candidate, 'base' | 'tag'>): number {
    const others = [...(this.#tagsAt.get(base) ?? [])].filter(
      (other) => other !== tag && !isOrdinaryWord(other) && !isLong(other),
    )
    return others.filter((other) => other !== this.#defaultLanguage).length
  }
}

/** In the spelling of RFC 5646, or with an underscore and capitals: nobody writes another word so. */
function isWrittenAsTag(written: string): boolean {
  return /^[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?[-_](?:[A-Z]{2}|\d{3})$|^[a-z]{2,3}[-_][A-Z][a-z]{3}$/.test(
    written,
  )
}

/** Codes of three letters need the company of others. */
function isLong(tag: string): boolean {
  return tag.length === 3
}

/** Every folder has one of these, whatever it is for. */
function isIndex(path: string): boolean {
  return /(?:^|\/)_?(?:index|readme)\.[^./]+$/i.test(path)
}
