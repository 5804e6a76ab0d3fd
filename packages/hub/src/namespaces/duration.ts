/** Durations as Go writes them and Centrifugo's configuration has them: "300s", "1h30m", "500ms". Pure. */

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** In milliseconds; null for what is not a duration. "0" is one without a unit. */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return null
  let total = 0
  // linear: the text was found to be such a list
  for (const [, amount, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(amount) * (milliseconds[unit] ?? 0)
  }
  return Number.isSafeInteger(total) ? total : null
}
