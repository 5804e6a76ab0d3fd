/** What a browser calls itself, in words by which its person knows it again. */
import Bowser from 'bowser'

/** "Firefox on Linux"; null for what names neither. */
export function deviceOf(userAgent: string): string | null {
  if (userAgent === '') return null
  const { browser, os } = Bowser.parse(userAgent)
  return [browser.name, os.name].filter(Boolean).join(' on ') || null
}
