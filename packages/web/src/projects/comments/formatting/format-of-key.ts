/** The keys that format a comment while one writes it. Pure. */
import type { Format } from '../../../markdown/edits/format.ts'

export interface PressedKey {
  key: string
  /** The key by its place: with Shift, a digit has another sign on each keyboard. */
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const byLetter: Readonly<Record<string, Format>> = { b: 'bold', i: 'italic', e: 'code', k: 'link' }
const byShiftedDigit: Readonly<Record<string, Format>> = {
  Digit7: 'numbers',
  Digit8: 'list',
  Digit9: 'quote',
}

/** Null where the key is none of these. */
export function formatOfKey({ key, code, ctrlKey, metaKey, altKey, shiftKey }: PressedKey): Format | null {
  if (ctrlKey === metaKey || altKey) return null
  return (shiftKey ? byShiftedDigit[code] : byLetter[key.toLowerCase()]) ?? null
}
