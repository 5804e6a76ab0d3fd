/**
 * Holds the colours of tokens.css to WCAG 2.2 AA: 4.5 : 1 for text of any size on what it sits on, 3 : 1 for the
 * outlines that tell a control from its surroundings; in light and in dark.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../src/design/tokens.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map((match) => [
    match[1],
    { light: String(match[2]), dark: String(match[3]) },
  ]),
)

const surfaces = ['desk', 'paper', 'raised', 'hover', 'raised-hover']
const textPairs = [
  ...['text', 'text-soft', 'text-faint', 'accent', 'danger', 'warning', 'success'].flatMap((ink) =>
    surfaces.map((surface) => [ink, surface] as const),
  ),
  ...['text', 'text-soft', 'text-faint', 'accent'].map((ink) => [ink, 'accent-tint'] as const),
  ...['text', 'text-soft'].map((ink) => [ink, 'pressed'] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'accent-pressed'],
  ['on-accent-tint', 'accent-tint'],
  ['on-accent-tint', 'accent-tint-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['danger', 'danger-tint'],
  ['warning', 'warning-tint'],
  ['success', 'success-tint'],
  ...[...tokens.keys()]
    .filter((name) => name?.startsWith('status-') && !name.endsWith('-tint'))
    .map((name) => [String(name), `${name}-tint`] as const),
  ...[...tokens.keys()]
    .filter((name) => name?.startsWith('hue-') && name.endsWith('-ink'))
    .map((name) => [String(name), String(name).replace('-ink', '-tint')] as const),
] as const

const shapePairs = [
  ...['line-strong', 'focus'].flatMap((line) => surfaces.map((surface) => [line, surface] as const)),
  ...[...tokens.keys()]
    .filter((name) => name?.startsWith('hue-') && !/-(tint|ink)$/.test(name))
    .flatMap((name) => surfaces.map((surface) => [String(name), surface] as const)),
]

describe.each(['light', 'dark'] as const)('colours in %s', (theme) => {
  it.each(textPairs)('text --%s is readable on --%s', (ink, surface) => {
    expect(contrast(color(ink, theme), color(surface, theme))).toBeGreaterThanOrEqual(4.5)
  })
  it.each(shapePairs)('shape --%s is visible on --%s', (line, surface) => {
    expect(contrast(color(line, theme), color(surface, theme))).toBeGreaterThanOrEqual(3)
  })
})

function color(name: string, theme: 'light' | 'dark'): string {
  const token = tokens.get(name)
  if (token === undefined) throw new Error(`tokens.css has no --${name}`)
  return token[theme]
}

/** Contrast ratio of WCAG 2.2 between two colours `#rrggbb`. */
function contrast(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
