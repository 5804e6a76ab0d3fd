/** How words are set, by the style sheets alone. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const reset = readFileSync(new URL('../src/design/reset.css', import.meta.url), 'utf8')
const page = /html \{([^}]*)\}/.exec(reset)?.[1] ?? ''

it('the page as a whole has no figures of one width: they would space its hyphens and asterisks', () => {
  expect(page).toContain('font-family')
  expect(page).not.toContain('tabular-nums')
})

it('contextual alternates are off: they freeze the page over long texts without spaces', () => {
  expect(page).toMatch(/font-feature-settings:[^;]*"calt" 0/)
})
