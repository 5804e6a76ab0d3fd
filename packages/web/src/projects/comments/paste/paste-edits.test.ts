import { parseComment } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import type { TextEdit } from '../../../markdown/edits/edit.ts'
import { isInAddress, isInCode, linkOfPaste } from './paste-edits.ts'

/** The text after an edit, with what is selected between bars. */
function after(text: string, edit: TextEdit | null): string | null {
  if (edit === null) return null
  const next = text.slice(0, edit.start) + edit.words + text.slice(edit.end)
  const [start, end] = edit.selection
  return `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`
}

/** What is between the bars is selected. */
function selected(marked: string) {
  const [before = '', words = '', rest = ''] = marked.split('|')
  return { text: before + words + rest, start: before.length, end: before.length + words.length }
}

describe('a link', () => {
  it('is made of an address pasted over words, whatever is in it', () => {
    const from = selected('see |the plan| now')
    const edit = linkOfPaste(from, ' https://a.example/b_(c)?d=*e* \n')
    expect(after(from.text, edit)).toBe('see [the plan](<https://a.example/b_(c)?d=*e*>)|| now')
    expect(JSON.stringify(parseComment(edit?.words ?? ''))).toContain('"url":"https://a.example/b_(c)?d=*e*"')
  })

  it.each([
    ['||', 'https://a.example'],
    ['|words|', 'no address'],
    ['|words|', 'javascript:alert(1)'],
    ['|words|', 'https://a.example and more'],
    ['|https://b.example|', 'https://a.example'],
    ['|two\nlines|', 'https://a.example'],
    ['see [it](|url|)', 'https://a.example'],
    ['see [it](https://|b.example|/c)', 'https://a.example'],
    ['```\n|words|\n```', 'https://a.example'],
  ])('is not made of %j and %j', (before, pasted) => {
    expect(linkOfPaste(selected(before), pasted)).toBeNull()
  })
})

it('knows a caret in a block of code from one elsewhere', () => {
  const at = (text: string) => isInCode({ text: text.replace('|', ''), start: text.indexOf('|'), end: 0 })
  expect(['a|', '```\n|', '```\na\n```\n|', '~~~ts\n a|', 'a `b|`'].map(at)).toEqual([
    false,
    true,
    false,
    true,
    false,
  ])
})

it('knows a caret in the address of a link from one elsewhere', () => {
  const at = (text: string) => isInAddress({ text: text.replace('|', ''), start: text.indexOf('|'), end: 0 })
  expect(['[a](|)', '[a](<|>)', '<|', 'a (|)', '[a](b) |', '[a](\n|'].map(at)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
