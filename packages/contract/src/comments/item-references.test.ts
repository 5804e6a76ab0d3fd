import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replaceItemReferences, writeItemReference } from './item-references.ts'
import { parseComment } from './markup/parse.ts'
import { printComment } from './markup/print.ts'
import { linesOfComment } from './markup/walk.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const link = { url: `content:${id}`, title: null }
const referenceTo = (title: string) => [
  { kind: 'paragraph', content: [{ kind: 'text', text: `#${title}`, marks: [], link }] },
]

/** Titles as they are stored: one line, without blanks around it. */
const title = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          'a',
          ' ',
          '*',
          '**',
          '_',
          '`',
          '[',
          ']',
          '(',
          ')',
          '\\',
          '<',
          '>',
          '&amp;',
          '!',
          '@',
          '#',
          '~~',
          'www.a.se',
          'https://a.se',
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  )
  .map((text) => text.replace(/\s+/gu, ' ').trim())
  .filter((text) => text !== '' && !/\p{Cc}/u.test(text))

describe('a reference to an item', () => {
  it('reads as one run with its words, whatever the title, and is printed so that it does again', () => {
    fc.assert(
      fc.property(title, (words) => {
        const document = parseComment(writeItemReference(words, id))
        expect(document).toEqual(referenceTo(words))
        expect(parseComment(printComment(document))).toEqual(document)
        expect([...linesOfComment(document)]).toEqual([`#${words}`])
      }),
    )
  })

  it('is found again, and stays as it is where it was written in another way', () => {
    fc.assert(
      fc.property(title, (words) => {
        const written = `see ${writeItemReference(words, id)}.`
        expect(replaceItemReferences(written, (one) => `{${one.title} ${one.id}}`)).toBe(
          `see {${words} ${id}}.`,
        )
      }),
    )
    for (const other of [`[#**bold**](content:${id})`, `[# ](content:none)`, `[Home](content:${id})`]) {
      expect(replaceItemReferences(other, () => 'x')).toBe(other)
    }
  })
})
