import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'
import { mentionsAsText, parseMentions } from './mentions.ts'

const anna = '01890a5d-ac96-774b-bcce-b302099a8057'
const ben = '01890a5d-ac96-774b-bcce-b302099a8058'

describe('parseMentions', () => {
  it('finds each person once, in the order of the text', () => {
    const body = `@[Ben](person:${ben}) and @[Anna](person:${anna.toUpperCase()}), again @[Benny](person:${ben})`
    expect(parseMentions(body)).toEqual([ben, anna])
  })

  it.each([
    ['no name', `@[](person:${anna})`],
    ['no id', '@[Anna](person:)'],
    ['an id that is none', '@[Anna](person:123)'],
    ['an id that is too long', `@[Anna](person:${anna}0)`],
    ['a link', `[Anna](person:${anna})`],
    ['another scheme', `@[Anna](https://${anna})`],
    ['a name over two lines', `@[An\nna](person:${anna})`],
    ['a code span', `write \`@[Anna](person:${anna})\` like that`],
    ['a code block', `\`\`\`\n@[Anna](person:${anna})\n\`\`\``],
    ['a code block left open', `\`\`\`\n@[Anna](person:${anna})`],
  ])('finds nobody in %s', (_, body) => {
    expect(parseMentions(body)).toEqual([])
  })

  it('takes escaped brackets in a name', () => {
    const body = `@[Anna \\[she\\]](person:${anna})`
    expect(parseMentions(body)).toEqual([anna])
    expect(mentionsAsText(body)).toBe('@Anna [she]')
  })

  it('copes with junk as long as a comment may be', () => {
    for (const junk of ['@[', '@[a](person:', '\\', '`', '@[\\']) {
      expect(parseMentions(junk.repeat(20_000 / junk.length))).toEqual([])
    }
  })
})

describe('excerptOf', () => {
  it('is one plain line', () => {
    const body = `# Hello @[Anna](person:${anna})\n\n> see [the page](https://example.com)\n- now`
    expect(excerptOf(body)).toBe('Hello @Anna see the page now')
  })

  it('ends a long text with an ellipsis, never within a character', () => {
    const excerpt = excerptOf('🙂'.repeat(200))
    expect([...excerpt]).toHaveLength(140)
    expect(excerpt.endsWith('🙂…')).toBe(true)
  })
})
