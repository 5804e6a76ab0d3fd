import { expect, it } from 'vitest'
import { wordDifferences } from './word-differences.ts'

it('marks the words that the other text has not', () => {
  const { one, other } = wordDifferences('The warm coat.', 'The warmest coat.')
  expect(one).toEqual([
    { text: 'The ', differs: false },
    { text: 'warm ', differs: true },
    { text: 'coat.', differs: false },
  ])
  expect(other.filter((part) => part.differs)).toEqual([{ text: 'warmest ', differs: true }])
})

it('joins to the texts, also where one is empty or both are long', () => {
  const long = 'a '.repeat(10_000)
  for (const [one, other] of [
    ['', 'x y'],
    ['same', 'same'],
    [long, `${long}b`],
  ] as const) {
    const parts = wordDifferences(one, other)
    expect(parts.one.map((part) => part.text).join('')).toBe(one)
    expect(parts.other.map((part) => part.text).join('')).toBe(other)
  }
})
