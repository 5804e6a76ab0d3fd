import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocksOf } from './blocks.ts'
import { hasCollision, mergeTexts, textOfMerge } from './merge-texts.ts'

const merged = (base: string, mine: string, theirs: string) => {
  const merge = mergeTexts(base, mine, theirs)
  expect(hasCollision(merge)).toBe(false)
  return textOfMerge(merge, 'mine')
}

describe('merging by block', () => {
  it.each([
    ['different paragraphs', 'A\n\nB\n\nC', 'A1\n\nB\n\nC', 'A\n\nB\n\nC2', 'A1\n\nB\n\nC2'],
    ['neighbours', 'A\n\nB', 'A1\n\nB', 'A\n\nB2', 'A1\n\nB2'],
    [
      'two edited by one, the next by the other',
      'A\n\nB\n\nC',
      'A1\n\nB1\n\nC',
      'A\n\nB\n\nC2',
      'A1\n\nB1\n\nC2',
    ],
    ['one added before the one edited', 'A\n\nB', 'N\n\nA\n\nB', 'A2\n\nB', 'N\n\nA2\n\nB'],
    ['one added after the one edited', 'A\n\nB', 'A\n\nN\n\nB', 'A2\n\nB', 'A2\n\nN\n\nB'],
    ['both add at the end', 'A', 'A\n\nMine', 'A\n\nTheirs', 'A\n\nTheirs\n\nMine'],
    ['both add the same', 'A', 'A\n\nN', 'A\n\nN', 'A\n\nN'],
    ['both make the same edit, and one more', 'A\n\nB', 'A1\n\nB', 'A1\n\nB2', 'A1\n\nB2'],
    ['one deletes, the other edits another', 'A\n\nB\n\nC', 'A\n\nC', 'A\n\nB\n\nC2', 'A\n\nC2'],
    ['points of one list', '- a\n- b', '- a1\n- b', '- a\n- b2', '- a1\n- b2'],
    [
      'rows of one table',
      '| a |\n|---|\n| b |',
      '| a1 |\n|---|\n| b |',
      '| a |\n|---|\n| b2 |',
      '| a1 |\n|---|\n| b2 |',
    ],
    ['both write into an empty text', '', 'Mine', 'Theirs', 'Theirs\n\nMine'],
    ['a list is added to by both', '- a', '- a\n- b', '- a\n- c', '- a\n- c\n- b'],
    ['blank lines and a change', 'A\n\nB\n', 'A\n\n\n\nB\n', 'A\n\nB2\n', 'A\n\n\n\nB2\n'],
  ])('keeps both where it can: %s', (_what, base, mine, theirs, both) => {
    expect(merged(base, mine, theirs)).toBe(both)
  })

  it('asks where both changed one paragraph, and merges the rest whatever one answers', () => {
    const merge = mergeTexts('A\n\nB\n\nC', 'A1\n\nB1\n\nC', 'A\n\nB2\n\nC2')
    expect(hasCollision(merge)).toBe(true)
    expect(textOfMerge(merge, 'mine')).toBe('A1\n\nB1\n\nC2')
    expect(textOfMerge(merge, 'theirs')).toBe('A1\n\nB2\n\nC2')
    expect(textOfMerge(merge, 'both')).toBe('A1\n\nB2\n\nB1\n\nC2')
  })

  it('asks where one deleted what the other edited', () => {
    expect(hasCollision(mergeTexts('A\n\nB', 'A', 'A\n\nB2'))).toBe(true)
  })

  it('takes what only one changed as it is, to the last blank', () => {
    expect(merged('A\n\nB', ' \n\nA  \n \n\tB\n\n', 'A\n\nB')).toBe(' \n\nA  \n \n\tB\n\n')
    expect(merged('A', 'A', 'A\r\n\r\nB\r\n')).toBe('A\r\n\r\nB\r\n')
  })

  it('stays quick on the longest text, also one of equal lines', () => {
    const equal = 'a\n\n'.repeat(166_000)
    const merge = mergeTexts(
      equal,
      `x\n\n${equal.slice(3)}y`,
      `${equal.slice(0, -9)}z\n\n${equal.slice(0, 9)}`,
    )
    expect(textOfMerge(merge, 'mine')).toContain('x')
    const quoted = '>'.repeat(500_000)
    expect(merged(quoted, `${quoted}a`, quoted)).toBe(`${quoted}a`)
  })
})

const text = fc
  .array(fc.constantFrom('a', 'b', '- c', '- d', '\n', '\n\n', '  \n', '# e\n', '| f |\n', '> g\n', ' '), {
    maxLength: 14,
  })
  .map((parts) => parts.join(''))

describe('any text', () => {
  it('is what its blocks and gaps join to', () => {
    fc.assert(
      fc.property(text, (one) => {
        const { lead, blocks, gaps } = blocksOf(one)
        expect(lead + blocks.map((block, index) => block + gaps[index]).join('')).toBe(one)
      }),
    )
  })

  it('loses nothing that either wrote: new words of both are there, or asked about', () => {
    const base = fc.array(fc.constantFrom('A', 'B', 'C', '- D', '- E'), { maxLength: 6 })
    const edit = fc.array(fc.tuple(fc.nat(6), fc.constantFrom('replace', 'insert', 'delete')), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(base, edit, edit, (start, mine, theirs) => {
        const edited = (edits: typeof mine, name: string) => {
          const blocks: string[] = [...start]
          edits.forEach(([at, how], index) => {
            const word = `${name}${index}`
            if (how === 'insert') blocks.splice(at, 0, word)
            else if (at < blocks.length) blocks.splice(at, 1, ...(how === 'delete' ? [] : [word]))
          })
          return blocks
        }
        const [a, b] = [edited(mine, 'mine'), edited(theirs, 'theirs')]
        const merge = mergeTexts(start.join('\n\n'), a.join('\n\n'), b.join('\n\n'))
        const [asMine, asTheirs, asBoth] = [
          textOfMerge(merge, 'mine'),
          textOfMerge(merge, 'theirs'),
          textOfMerge(merge, 'both'),
        ]
        for (const word of a.filter((one) => one.startsWith('mine'))) {
          expect(asMine).toContain(word)
          expect(asBoth).toContain(word)
        }
        for (const word of b.filter((one) => one.startsWith('theirs'))) {
          expect(asTheirs).toContain(word)
          expect(asBoth).toContain(word)
        }
        const mirrored = mergeTexts(start.join('\n\n'), b.join('\n\n'), a.join('\n\n'))
        expect(hasCollision(mirrored)).toBe(hasCollision(merge))
      }),
    )
  })
})
