/** The emoji that are offered, with the names that CLDR gives them in English. Programs may react with others. */

export const offeredEmoji = [
  ['👍', 'thumbs up'],
  ['👎', 'thumbs down'],
  ['❤️', 'red heart'],
  ['🎉', 'party popper'],
  ['😄', 'grinning face with smiling eyes'],
  ['😮', 'face with open mouth'],
  ['😢', 'crying face'],
  ['🤔', 'thinking face'],
  ['👀', 'eyes'],
  ['🙏', 'folded hands'],
  ['👏', 'clapping hands'],
  ['💯', 'hundred points'],
  ['✅', 'check mark button'],
  ['❌', 'cross mark'],
  ['🚀', 'rocket'],
  ['🔥', 'fire'],
  ['💡', 'light bulb'],
  ['✏️', 'pencil'],
] as const

const names: ReadonlyMap<string, string> = new Map(offeredEmoji)

/** Its name; of others the emoji itself, which screen readers name. */
export function nameOfEmoji(emoji: string): string {
  return names.get(emoji) ?? emoji
}
