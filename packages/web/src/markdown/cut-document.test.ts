import { parseComment } from '@copydesk/contract'
import { hardMarkdown } from '@copydesk/testkit'
import { describe, expect, it } from 'vitest'
import { cutDocument } from './cut-document.ts'

describe('how much of a comment is drawn', () => {
  it('ends at whole blocks, and loses none', () => {
    const document = parseComment('`a` '.repeat(400).concat('\n\n').repeat(12))
    const { shown, rest } = cutDocument(document)
    expect([...shown, ...rest]).toEqual(document)
    expect(shown.length).toBeGreaterThan(1)
    expect(rest.length).toBeGreaterThan(1)
  })

  it('is all of what a person writes', () => {
    const document = parseComment('**Hello**\n\n- one\n- two\n\n> three')
    expect(cutDocument(document)).toEqual({ shown: document, rest: [] })
  })
})

it.each(hardMarkdown)('$name: is parsed in a moment, as long as a comment may be', ({ write }) => {
  // The runner's time-out is the check.
  cutDocument(parseComment(write(20_000)))
})
