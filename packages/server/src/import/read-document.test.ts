import { maxBodyLength } from '@copydesk/contract/schemas'
import { describe, expect, it } from 'vitest'
import { readDocument } from './read-document.ts'
import { firstHeading, titleFromPath } from './title.ts'

const read = (text: string | Uint8Array) =>
  readDocument(typeof text === 'string' ? new TextEncoder().encode(text) : text)

const documentOf = (text: string) => {
  const result = read(text)
  if (!result.ok) throw new Error(result.reason)
  return result.document
}

describe('readDocument', () => {
  it('takes title, language and type from the front matter', () => {
    const text = '---\ntitle: About us\nlanguage: sv-SE\ntype: block\ndraft: true\n---\n# Another\n\nText\n'
    expect(documentOf(text)).toEqual({
      language: 'sv-SE',
      type: 'block',
      title: 'About us',
      fields: { draft: true },
      links: [],
      body: '# Another\n\nText',
    })
  })

  it('else from the first heading and the path', () => {
    const document = documentOf('\uFEFFIntro\r\n\r\n## Om **oss**\r\n')
    expect(document).toMatchObject({ title: 'Om oss', body: 'Intro\n\n## Om **oss**' })
  })

  it('leaves a title to the file name where there is nothing to read', () => {
    expect(documentOf('')).toMatchObject({ language: undefined, type: 'page', title: undefined, body: '' })
    expect(titleFromPath('guide/getting-started_now.md')).toBe('Getting started now')
  })

  it('takes types of other systems for pages, and `lang` for language', () => {
    expect(documentOf('---\ntype: post\nlang: de\n---\n')).toMatchObject({
      type: 'page',
      language: 'de',
    })
  })

  it('leaves a rule at the start that never ends as text', () => {
    expect(documentOf('---\n\nText').body).toBe('---\n\nText')
  })

  it('cuts titles that are too long', () => {
    expect(documentOf(`# ${'long '.repeat(100)}`).title).toHaveLength(300)
  })

  it.each([
    ['binary', new Uint8Array([0x50, 0x4b, 0, 1]), 'it is binary'],
    ['Latin-1', new Uint8Array([0x67, 0xe5, 0x72]), 'it is not valid UTF-8'],
    ['broken YAML', '---\ntitle: "open\n---\n', 'front matter is not valid YAML'],
    ['a list as front matter', '---\n- a\n---\n', 'not a list of keys and values'],
    ['a language that is none', '---\nlanguage: Swedish!\n---\n', '"Swedish!"'],
    ['too much text', 'x'.repeat(maxBodyLength + 1), 'more than 500000 characters'],
  ])('refuses %s', (_name, text, reason) => {
    const result = read(text)
    expect(result).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  })
})

describe('firstHeading', () => {
  it.each([
    ['# Plain #', 'Plain'],
    ['Setext\n======', 'Setext'],
    ['```sh\n# a comment\n```\n# Real', 'Real'],
    ['~~~\n```\n# no\n~~~\n# Yes', 'Yes'],
    ['<h1 align="center">Logo</h1>\n\n## Hooks', 'Hooks'],
    ['## [Routes](./routes.md) and `code` {#anchor}', 'Routes and code'],
    ['#no-space\n\n# Space', 'Space'],
    ['- item\n---\n# After', 'After'],
    ['no heading', undefined],
  ])('of %j is %s', (body, expected) => {
    expect(firstHeading(body)).toBe(expected)
  })
})
