/** Cuts a line where one character ends: half of a flag, or of a family of emoji, reads as something else. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Of more than `most` characters as people count them as many as leave room for an ellipsis. */
export function shortened(line: string, most: number): string {
  const kept: string[] = []
  for (const { segment } of graphemes.segment(line)) {
    if (kept.length === most) return `${kept.slice(0, -1).join('').trimEnd()}…`
    kept.push(segment)
  }
  return line
}
