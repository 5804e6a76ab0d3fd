/** The one parser for language tags: BCP 47 (RFC 5646) in its canonical form, whatever the spelling it came in. */

/** BCP 47 language tag, e.g. `en` or `sv-SE`. */
export type Language = string

/** RFC 5646 4.4.1 asks for 35 at least; this leaves room for extensions. */
export const maxLanguageLength = 64

/** Two or three letters first: longer ones were never given out. */
const tag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/

/**
 * `sv-SE` for `sv-se`, `SV_SE` and `sv-SE`, `he` for `iw`; null for what is no tag. Case counts for nothing there
 * (RFC 5646 2.1.1); the underscore is how POSIX and many file names write it.
 */
export function parseLanguage(typed: string): Language | null {
  const text = typed.trim().replaceAll('_', '-')
  if (text.length > maxLanguageLength || !tag.test(text)) return null
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch {
    return null
  }
}
