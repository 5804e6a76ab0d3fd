import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxContextLength, maxPassageLength } from './entity.ts'
import { findPassage } from './find-passage.ts'
import { quotePassage } from './quote-passage.ts'

/** The text without its brackets, and the passage between them. */
function marked(written: string) {
  const from = written.indexOf('[')
  const text = written.replace('[', '').replace(']', '')
  const quote = quotePassage(text, { from, to: written.indexOf(']') - 1 })
  if (quote === null) throw new Error('Nothing is marked')
  return { text, quote }
}

/** The passage of the first text, in brackets in the second one; null: lost. */
function foundIn(written: string, now: string): string | null {
  const range = findPassage(now, marked(written).quote)
  return range && `${now.slice(0, range.from)}[${now.slice(range.from, range.to)}]${now.slice(range.to)}`
}

const alpha = 'Team Alpha said that the new release is faster by a tenth in all of the regions.'
const beta = alpha.replace('Alpha', 'Beta')

const word = fc.constantFrom(
  ...[
    'price',
    'ten',
    'the',
    'of',
    'apple',
    'naïve',
    'שלום',
    '👩‍👩‍👧‍👦',
    'e\u0301t',
    '🇸🇪🇳🇴',
    '**bold**',
    '\n\n',
    '\t',
  ],
)
const words = fc.array(word, { minLength: 1, maxLength: 40 }).map((list) => list.join(' '))
/** Words of which each is there once. */
const sentence = fc
  .uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 30, maxLength: 60 })
  .map((list) => list.map((number) => `w${number.toString(36).padStart(3, '0')}é`))

describe('findPassage', () => {
  it('finds what was quoted where it was quoted, whatever it is', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (text, a, b) => {
        const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)
        const quote = quotePassage(text, { from, to })
        if (quote === null) return
        expect(text.slice(quote.start, quote.start + quote.exact.length)).toBe(quote.exact)
        const end = quote.start + quote.exact.length
        expect(findPassage(text, quote)).toEqual({ from: quote.start, to: end })
      }),
    )
  })

  it('never loses it by edits outside of it', () => {
    fc.assert(
      fc.property(sentence, fc.nat(29), fc.nat(10), words, words, (list, start, count, before, after) => {
        const text = list.join(' ')
        const from = list.slice(0, start).join(' ').length + (start === 0 ? 0 : 1)
        const exact = list.slice(start, start + count + 1).join(' ')
        const quote = quotePassage(text, { from, to: from + exact.length })
        if (quote === null) throw new Error('Words are no passage')
        for (const now of [
          `${before}${text}`,
          `${before} ${exact}${text.slice(from + exact.length)}`,
          `${text}${after}`,
          `${before}${exact}${after}`,
        ]) {
          const range = findPassage(now, quote)
          expect(range && now.slice(range.from, range.to)).toBe(exact)
        }
      }),
    )
  })

  it('loses it when it is deleted, and finds it when the words come back', () => {
    fc.assert(
      fc.property(sentence, fc.integer({ min: 1, max: 20 }), fc.nat(8), (list, start, count) => {
        const text = list.join(' ')
        const left = [...list.slice(0, start), ...list.slice(start + count + 1)].join(' ')
        const exact = list.slice(start, start + count + 1).join(' ')
        const from = list.slice(0, start).join(' ').length + 1
        const quote = quotePassage(text, { from, to: from + exact.length })
        if (quote === null) throw new Error('Words are no passage')
        expect(findPassage(left, quote)).toBeNull()
        expect(findPassage(text, quote)).toEqual({ from, to: from + exact.length })
      }),
    )
  })

  it('follows it through an edit within it', () => {
    fc.assert(
      fc.property(sentence, fc.integer({ min: 4, max: 10 }), fc.nat(3), words, (list, start, at, typed) => {
        const passage = list.slice(start, start + 8)
        const edited = passage.with(at + 2, typed)
        const before = `${list.slice(0, start).join(' ')} `
        const after = ` ${list.slice(start + 8).join(' ')}`
        const quote = quotePassage(`${before}${passage.join(' ')}${after}`, {
          from: before.length,
          to: before.length + passage.join(' ').length,
        })
        if (quote === null) throw new Error('Words are no passage')
        const now = `${before}${edited.join(' ')}${after}`
        const to = before.length + edited.join(' ').length
        expect(findPassage(now, quote)).toEqual({ from: before.length, to })
      }),
    )
  })

  it.each([
    ['words put in', 'It costs [ten euros] today.', 'It costs [ten (10) euros] today.'],
    ['a letter', 'The [colour of money] is green.', 'The [color of money] is green.'],
    ['one word of one letter less', 'The [colour] is green, says she.', 'The [color] is green, says she.'],
    ['its first word', 'It is [the quick brown fox] again.', 'It is a [quick brown fox] again.'],
    [
      'all marks, in it and around it',
      '# Our prices\n\n[Ten *euros* an apple], **no more**.\n\n- Plums',
      'Our prices\n[Ten euros an apple], no more.\nPlums',
    ],
    ['most of it', 'Here [one two three four five six] ends.', 'Here [five six] ends.'],
    ['all around it', 'The [price] is ten.', 'Any [price] was twelve!'],
    ['its paragraph moved', 'One [two] three.\n\nFour five six.', 'Four five six.\n\nOne [two] three.'],
    [
      'cut, and put elsewhere',
      'Say [never ever again] now. Or then.',
      'Say now. Or [never ever again] then.',
    ],
    ['the first letter of a word', 'It is [Price list] now.', 'It is [price list] now.'],
    ['the end of a word in Hebrew', 'זה [מחיר התפוח] היום', 'זה [מחיר התפוח]ים היום'],
    ['a letter in Chinese', '今天[苹果的价格]很高', '今天[苹果价格]很高'],
    ['another letter', 'Say [hello] to all.', 'Say [hell] to all.'],
    [
      'put on two lines',
      'A [first half and a second half] ends.',
      'A [first half\n\nand a second half] ends.',
    ],
    ['marks put around words of it', 'Take [all of them] out.', 'Take [all **of** them] out.'],
  ])('%s', (_, written, now) => {
    expect(foundIn(written, now.replace('[', '').replace(']', ''))).toBe(now)
  })

  it.each([
    ['deleted', 'The price is [ten euros], no more.', 'The price is , no more.'],
    ['other words in its place', 'The [price] is ten, no more.', 'The cost is ten, no more.'],
    ['the same word meant elsewhere', 'The cat sat. Dogs ran. [cat] ate.', 'The cat sat. Dogs ran. ate.'],
    [
      'and the next paragraph reads nearly so',
      `# News\n\n[${alpha}]\n\n${beta}\n\nEnd.`,
      `# News\n\n${beta}\n\nEnd.`,
    ],
    [
      'with other words in its place, and the next paragraph reads nearly so',
      `# News\n\n[${alpha}]\n\n${beta}\n\nEnd.`,
      `# News\n\nNothing to be said of that.\n\n${beta}\n\nEnd.`,
    ],
    ['one of two names in a sentence', 'Robin said that [Robin] comes.', 'Robin said that Elisa comes.'],
    ['a short word in a text of its own', 'To [Linus], my son.', 'Our machines are in conversations.'],
    ['a text of its own', 'The [price of apples] is ten.', 'Nothing is here of what there was.'],
    ['nothing', 'The [price] is ten.', ''],
  ])('is lost: %s', (_, written, now) => {
    expect(foundIn(written, now)).toBeNull()
  })

  it('tells which of many that read the same was meant', () => {
    const text = 'no '.repeat(5_000)
    const quote = quotePassage(text, { from: 6_000, to: 6_002 })
    expect(quote && findPassage(text, quote)).toEqual({ from: 6_000, to: 6_002 })
    expect(foundIn('- yes\n- [yes]\n- yes, but\n- yes', '- yes\n- yes\n- yes, but\n- yes')).toBe(
      '- yes\n- [yes]\n- yes, but\n- yes',
    )
  })

  it.each([
    ['one letter', 'a', 2_000],
    ['the same word', 'word ', 2_000],
    ['the same line', '| a | b |\n', 2_000],
    ['an emoji', '👩‍👩‍👧‍👦', 1_100],
    ['accents', `a${'\u0301'.repeat(20)}`, 2_000],
  ])('is done in a moment with a text that is all %s', (_, unit, length) => {
    // Quadratic work would take minutes: the runner's time-out is the check.
    const text = unit.repeat(100_000 / unit.length)
    const from = Math.floor(50_000 / unit.length) * unit.length
    const quote = quotePassage(text, { from, to: from + length })
    if (quote === null) throw new Error('Nothing is quoted')
    expect(findPassage(text, quote)).not.toBeNull()
    findPassage(`${text.slice(0, 51_000)}x${text.slice(51_001)}`, { ...quote, start: 0 })
    findPassage(text, { ...quote, exact: `${quote.exact.slice(0, 900)}x${quote.exact.slice(901)}` })
    findPassage(text, { ...quote, exact: 'b'.repeat(2_000) })
    findPassage(text.replaceAll('a', 'c'), quote)
  })

  it('is done in a moment where the longest passage is nearly everywhere in the longest text', () => {
    const exact = `${'a'.repeat(1_000)}b${'a'.repeat(999)}`
    const text = 'a'.repeat(500_000)
    for (let time = 0; time < 5; time += 1) {
      findPassage(text, { exact, prefix: '', suffix: '', start: 0, isOnly: true })
    }
    const quote = quotePassage(`${text}${exact}`, { from: 500_000, to: 502_000 })
    expect(quote).toMatchObject({ exact, isOnly: true })
  })
})

describe('quotePassage', () => {
  it.each([
    ['an emoji of several', 'a👩‍👩‍👧‍👦b', 3, 6, '👩‍👩‍👧‍👦'],
    ['a flag', '🇸🇪🇳🇴', 5, 6, '🇳🇴'],
    ['an accent', 'cafe\u0301!', 3, 4, 'e\u0301'],
    ['Devanagari', 'नमस्ते', 4, 5, 'स्ते'],
    ['Hebrew with points', 'שָׁלוֹם', 0, 1, 'שָׁ'],
    ['blanks around it', 'a \t words\n\n b', 1, 11, 'words'],
    ['a line break of two', 'one\r\ntwo', 0, 8, 'one\r\ntwo'],
  ])('takes %s whole', (_, text, from, to, exact) => {
    expect(quotePassage(text, { from, to })?.exact).toBe(exact)
  })

  it.each(['', '  \n\t', '\r\n'])('quotes nothing of %j', (text) => {
    expect(quotePassage(text, { from: 0, to: text.length })).toBeNull()
  })

  it('keeps whole graphemes of what stands around it', () => {
    const family = '👩‍👩‍👧‍👦'
    const text = `${family.repeat(10)}word${family.repeat(10)}`
    const quote = quotePassage(text, { from: family.length * 10, to: family.length * 10 + 4 })
    const kept = family.repeat(Math.floor(maxContextLength / family.length))
    expect(quote).toMatchObject({ exact: 'word', prefix: kept, suffix: kept })
    expect(maxPassageLength).toBeGreaterThan(kept.length)
  })
})
