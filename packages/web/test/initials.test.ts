import { projectColors } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { hueOf, initials } from '../src/design/avatar/initials.ts'

describe('initials', () => {
  it.each([
    ['Anna Berg', 'AB'],
    ['anna maria  berg', 'AB'],
    ['Öst', 'Ö'],
    ['', '?'],
    ['𝒜lpha Beta', '𝒜B'],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected)
  })
})

describe('hueOf', () => {
  it('gives one key one hue, and uses the whole palette', () => {
    const keys = Array.from({ length: 200 }, (_, index) => `person-${index}`)
    expect(keys.map(hueOf)).toEqual(keys.map(hueOf))
    expect(new Set(keys.map(hueOf)).size).toBe(projectColors.length)
  })
})
