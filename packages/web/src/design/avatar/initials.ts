/** What stands for a person without a picture: initials and a hue, both the same on every screen. */
import { type ProjectColor, projectColors } from '@copydesk/contract'

/** The first letters of the first and the last word: "Anna Maria Berg" is "AB". What is in brackets is no name. */
export function initials(name: string): string {
  const all = name.trim().split(/\s+/)
  const named = all.filter((word) => !word.startsWith('('))
  const words = named.length > 0 ? named : all
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return (
    letters
      .map((word) => Array.from(word ?? '')[0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  )
}

/** A hue out of the palette by a small hash (FNV-1a) of the id or name. */
export function hueOf(key: string): ProjectColor {
  let hash = 0x811c9dc5
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return projectColors[(hash >>> 0) % projectColors.length] ?? 'slate'
}
