/** How an item that a text refers to stands, for whoever reads that text in one language. Pure. */
import type { ContentSummary, Language, LanguageState } from '@copydesk/contract'

/** What a reader of this language gets: that language, or the item's first one. */
export function stateFor(
  { languages }: Pick<ContentSummary, 'languages'>,
  language: Language,
): LanguageState | undefined {
  return languages.find((state) => state.language === language) ?? languages[0]
}

/** Whether readers of the language find it: in their own, or where it has none, in another. */
export function isLiveFor(content: Pick<ContentSummary, 'languages'>, language: Language): boolean {
  const own = content.languages.find((state) => state.language === language)
  return own
    ? own.publishedNumber !== null
    : content.languages.some((state) => state.publishedNumber !== null)
}
