/** Words and icons for the kinds and languages of content. */
import type { ContentType, Language } from '@copydesk/contract'
import { FileText, Image, LayoutTemplate, type LucideIcon } from 'lucide-react'

export const typeLooks: Record<ContentType, { label: string; icon: LucideIcon }> = {
  page: { label: 'Page', icon: FileText },
  block: { label: 'Block', icon: LayoutTemplate },
  media: { label: 'Media', icon: Image },
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })

/** The language's name in English; the tag itself where it has none. */
export function languageName(language: Language): string {
  try {
    return languageNames.of(language) ?? language
  } catch {
    return language
  }
}
