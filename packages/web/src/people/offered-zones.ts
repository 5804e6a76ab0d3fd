/** Time zones to choose from, as the browser knows them. */
import type { Suggestion } from '../design/field/TextField.tsx'

export function zoneSuggestions(): Suggestion[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC'].map((value) => ({ value }))
}
