import { describe, expect, it } from 'vitest'
import { quoteComment } from './quote-comment.ts'

describe('a quote of a comment', () => {
  it('is its lines as a quote of Markdown, with room for the answer below', () => {
    expect(quoteComment('On *Tuesday*\n\n- at ten')).toBe('> On *Tuesday*\n>\n> - at ten\n\n')
  })

  it('leaves out what the comment quotes itself, so that quotes do not nest', () => {
    expect(quoteComment('> Who comes?\n\nAll of us')).toBe('> All of us\n\n')
    expect(quoteComment('> Only a quote')).toBe('')
    expect(quoteComment('> A quote that\ngoes on\n\nMine')).toBe('> Mine\n\n')
  })

  it('has all lines of its code, also those that look like quotes', () => {
    const code = '```sh\n> npm ci\n```'
    expect(quoteComment(`Run\n\n${code}`)).toBe('> Run\n>\n> ```sh\n> > npm ci\n> ```\n\n')
  })

  it('names people without mentioning them', () => {
    const quote = quoteComment('Ask @[Anna](person:0198c0de-0000-7000-8000-000000000001)')
    expect(quote).toContain('Anna')
    expect(quote).not.toContain('person:')
  })

  it('is cut where it is long, never within a character', () => {
    const quote = quoteComment(`a${'😀'.repeat(2_000)}`)
    expect(quote.length).toBeLessThan(1_010)
    expect(quote.isWellFormed()).toBe(true)
  })
})
