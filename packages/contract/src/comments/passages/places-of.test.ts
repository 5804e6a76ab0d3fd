import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesOf } from './places-of.ts'

const lettersOf = (maxLength: number) =>
  fc.array(fc.constantFrom('a', 'b'), { maxLength }).map((letters) => letters.join(''))

/** As the definition says it. */
function everyPlace(text: string, words: string, from: number): number[] {
  return [...text].flatMap((_, at) => (at >= from && text.startsWith(words, at) ? [at] : []))
}

describe('placesOf', () => {
  it('finds every place, also where the words stand over and over', () => {
    fc.assert(
      fc.property(lettersOf(4), lettersOf(40), fc.nat(3_000), fc.nat(60), (unit, words, times, from) => {
        const text = `${`${unit}a`.repeat(1 + times)}${words}`.repeat(2)
        const long = `${text.slice(0, 100)}${words}a`
        for (const sought of [`${words}b`, long]) {
          expect([...placesOf(text, sought, from)]).toEqual(everyPlace(text, sought, from))
        }
      }),
      { numRuns: 100, seed: 7 },
    )
  })

  it.each([
    ['a letter in the middle', `${'a'.repeat(1_000)}b${'a'.repeat(999)}`],
    ['a letter at the end', `${'a'.repeat(1_999)}b`],
    ['like words', `${'ab '.repeat(300)}x${'ab '.repeat(300)}`],
  ])('takes a moment for words that are nearly everywhere in a long text: %s', (_, words) => {
    // Compared at every place, the words would take minutes: the runner's time-out is the check.
    const text = words.slice(0, 900).repeat(600).slice(0, 500_000)
    for (let time = 0; time < 20; time += 1) expect([...placesOf(text, words)]).toEqual([])
    const [first] = placesOf(`${text}${words}`, words)
    expect(first).toBeGreaterThan(499_000)
  })
})
