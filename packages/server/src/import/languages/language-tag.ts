/** Language tags in their canonical form (RFC 5646): `sv-SE` for `sv_se`. Pure. */
import type { Language } from '@copydesk/contract'

/** The canonical tag, or undefined when the text is none. Underscores, as in `pt_BR`, count as hyphens. */
export function languageTag(text: string): Language | undefined {
  const candidate = text.trim().replaceAll('_', '-')
  if (!/^[a-z]{2,3}(?:-|$)/i.test(candidate) || candidate.length > 35) return undefined
  try {
    return Intl.getCanonicalLocales(candidate)[0]
  } catch {
    return undefined
  }
}
