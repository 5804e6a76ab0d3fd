import { expect, it } from 'vitest'
import { matchesGlob } from './glob.ts'

it.each([
  ['*', 'anything', true],
  ['*', '', true],
  ['news:*', 'news:a', true],
  ['news:*', 'new:a', false],
  ['*:a', 'news:a', true],
  ['n*s:*', 'news:abc', true],
  ['news:?', 'news:a', true],
  ['news:?', 'news:ab', false],
  ['news:a', 'news:a', true],
  ['news:a', 'news:ab', false],
  ['a.c', 'abc', false],
  ['*a*b', 'xaxb', true],
  ['*a*b', 'xaxbx', false],
])('%s against %s', (pattern, name, expected) => {
  expect(matchesGlob(pattern, name)).toBe(expected)
})

it('takes no time however many stars there are', () => {
  expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(255))).toBe(false)
})
