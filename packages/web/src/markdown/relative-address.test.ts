import { describe, expect, it } from 'vitest'
import { isRelative } from './relative-address.ts'

describe('a relative address', () => {
  it.each([
    ['../a.md', true],
    ['a.png', true],
    ['/a', true],
    ['?q', true],
    ['#part', false],
    ['https://example.org', false],
    ['//example.org', false],
    ['mailto:a@example.org', false],
    ['content:01890a5d-ac96-774b-bcce-b302099a8057', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isRelative(address)).toBe(expected)
  })
})
