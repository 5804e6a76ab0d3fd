import { mentionedIds, mentionsAsNames, writeMention } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

const anna = '01890a5d-ac96-774b-bcce-b302099a8057'
const ben = '01890a5d-ac96-774b-bcce-b302099a8058'

describe('mentionedIds', () => {
  it('finds each person once, in the order of the text', () => {
    const body = `@[Ben](person:${ben}) and @[Anna](person:${anna.toUpperCase()}), again @[Benny](person:${ben})`
    expect(mentionedIds(body)).toEqual([ben, anna])
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
    ['a code block between tildes', `~~~\n@[Anna](person:${anna})\n~~~`],
    ['a code block with fences within', `\`\`\`\`\n\`\`\`\n@[Anna](person:${anna})\n\`\`\`\n\`\`\`\``],
    ['a code block in a list', `- one\n\n  ~~~\n  @[Anna](person:${anna})\n  ~~~`],
    ['an indented block', `Look:\n\n    @[Anna](person:${anna})`],
    ['a code span over two lines', `\`a\n@[Anna](person:${anna})\``],
    ['a code span of two marks', `\`\`a \` @[Anna](person:${anna})\`\``],
    ['a quote', `> @[Anna](person:${anna}) wrote`],
    ['a quote that goes on', `> someone wrote\nto @[Anna](person:${anna})`],
    ['a quote in a list', `- > @[Anna](person:${anna})`],
    ['an escape', `\\@[Anna](person:${anna})`],
    ['an escaped bracket', `@\\[Anna](person:${anna})`],
    ['a link within brackets', `@[see [Anna](person:${anna})`],
    ['a code block left open', `\`\`\`\n@[Anna](person:${anna})`],
  ])('finds nobody in %s', (_, body) => {
    expect(mentionedIds(body)).toEqual([])
  })

  it.each([
    ['below a quote', `> quoted\n\n@[Anna](person:${anna})`],
    ['in a list right below a quote', `> quoted\n- @[Anna](person:${anna})`],
    ['behind an escaped backslash', `\\\\@[Anna](person:${anna})`],
    ['behind a mark that opens no code', `it\`s @[Anna](person:${anna})`],
    ['behind an escaped backtick', `\\\`@[Anna](person:${anna})\``],
    ['after a code block', `~~~\ncode\n~~~\n@[Anna](person:${anna})`],
    ['in an indented line of a paragraph', `text\n    @[Anna](person:${anna})`],
    ['in the second paragraph of an item', `- one\n\n    @[Anna](person:${anna})`],
    ['in bold', `**@[Anna](person:${anna})**`],
    ['in a heading', `# @[Anna](person:${anna})`],
    ['in a table', `| a |\n| - |\n| @[Anna](person:${anna}) |`],
  ])('finds one %s', (_, body) => {
    expect(mentionedIds(body)).toEqual([anna])
  })

  it('takes escaped brackets in a name', () => {
    const body = `@[Anna \\[she\\]](person:${anna})`
    expect(mentionedIds(body)).toEqual([anna])
    expect(excerptOf(body)).toBe('@Anna [she]')
  })

  it('copes with junk as long as a comment may be', () => {
    for (const junk of ['@[', '@[a](person:', '\\', '`', '@[\\']) {
      expect(mentionedIds(junk.repeat(20_000 / junk.length))).toEqual([])
    }
  })

  it.each(['www..', 'https://.', '[www..', 'www.]'])(
    'copes in a moment with %j as often as a comment holds it',
    (junk) => {
      const body = `${'['.repeat(5_000)}${junk.repeat(15_000 / junk.length)}`
      // The runner's time-out is the check.
      for (let time = 0; time < 100; time += 1) expect(mentionedIds(body)).toEqual([])
    },
  )
})

describe('excerptOf', () => {
  it('is one plain line', () => {
    const body = `# Hello @[Anna](person:${anna})\n\n> see [the page](https://example.com)\n- now`
    expect(excerptOf(body)).toBe('Hello @Anna see the page now')
  })

  it.each([
    ['**Bold** and *slanted* and ***both***', 'Bold and slanted and both'],
    ['**_within_ each** other', 'within each other'],
    ['__Bold__ but some_snake_case and 2 * 3 * 4', 'Bold but some_snake_case and 2 * 3 * 4'],
    ['~~gone~~ `code` ``more``', 'gone code more'],
    ['```ts\nlet a = 1\n```\nafter', 'let a = 1 after'],
    ['before\n\n---\n\nafter', 'before after'],
    ['| a | b |\n|---|:-:|\n| c | d |', '| a | b | | c | d |'],
    ['- [ ] to do\n- [x] done', 'to do done'],
    ['1 &lt; 2 &amp; \\*so on\\*', '1 < 2 & *so on*'],
    ['![a chart](https://a.example/b.png) here', 'a chart here'],
    ['only ** stars', 'only ** stars'],
  ])('says %j without its marks', (body, expected) => {
    expect(excerptOf(body)).toBe(expected)
  })

  it.each(['*', '_', '`', '**a', '_a ', '~~', '* ', '|-', '\\*', '&lt;', '*a* ', '`a', '_*'])(
    'reads %j as often as a comment holds it in a moment',
    (unit) => {
      // The runner's time-out is the check.
      for (let time = 0; time < 50; time += 1) excerptOf(unit.repeat(20_000 / unit.length))
    },
  )

  it('ends a long text with an ellipsis, never within a character', () => {
    const excerpt = excerptOf('🙂'.repeat(200))
    expect([...excerpt]).toHaveLength(140)
    expect(excerpt.endsWith('🙂…')).toBe(true)
  })
})

describe('a mention', () => {
  it('is written so that it is read back, whatever the name', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057'
    for (const name of ['Ben', 'a]b', 'a[b](c)', 'back\\slash']) {
      expect(mentionedIds(writeMention(name, id))).toEqual([id])
      expect(mentionsAsNames(`see ${writeMention(name, id)}!`)).toBe(`see @${name}!`)
    }
  })
})
