/**
 * Holds the weight of every screen to the limit. It reads what the last build measured: `npm run build:web`, which
 * `npm test` runs before.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const limitKb = 195
const measured: unknown = JSON.parse(
  readFileSync(new URL('../dist/.first-screen-kb.json', import.meta.url), 'utf8'),
)
const sizes = Object.entries(measured as Record<string, number>)

describe('JavaScript (gzip) before the first screen', () => {
  it.each(sizes)('%s loads at most the limit', (_screen, kb) => {
    expect(kb).toBeLessThanOrEqual(limitKb)
  })
  it('was measured for every screen', () => {
    expect(sizes.length).toBeGreaterThan(0)
  })
})
