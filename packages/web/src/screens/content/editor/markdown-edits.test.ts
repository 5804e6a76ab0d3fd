import { describe, expect, it } from 'vitest'
import { applyEdit, type MarkdownEdit } from './markdown-edits.ts'

/** `|` stands for the ends of the selection, or for the caret. */
function edited(marked: string, edit: MarkdownEdit): string {
  const start = marked.indexOf('|')
  const rest = marked.slice(0, start) + marked.slice(start + 1)
  const second = rest.indexOf('|')
  const end = second === -1 ? start : second
  const text = second === -1 ? rest : rest.slice(0, second) + rest.slice(second + 1)
  const { from, to, insert, ...selection } = applyEdit(text, { start, end }, edit)
  const next = text.slice(0, from) + insert + text.slice(to)
  const selected = next.slice(selection.start, selection.end)
  const bars = selection.start === selection.end ? '|' : `|${selected}|`
  return next.slice(0, selection.start) + bars + next.slice(selection.end)
}

describe('marks around words', () => {
  it.each<[string, MarkdownEdit, string]>([
    ['a |b| c', 'bold', 'a **|b|** c'],
    ['a **|b|** c', 'bold', 'a |b| c'],
    ['a |b| c', 'italic', 'a *|b|* c'],
    ['a **|b|** c', 'italic', 'a ***|b|*** c'],
    ['a |b| c', 'code', 'a `|b|` c'],
    ['a |', 'bold', 'a **|**'],
    ['**|**', 'bold', '|'],
  ])('%s, %s → %s', (before, edit, expected) => {
    expect(edited(before, edit)).toBe(expected)
  })
})

describe('links', () => {
  it.each([
    ['see |here|', 'see [here](|https://|)'],
    ['see |', 'see [text](|https://|)'],
    ['see |https://example.org|', 'see [|text|](https://example.org)'],
  ])('%s → %s', (before, expected) => {
    expect(edited(before, 'link')).toBe(expected)
  })
})

describe('beginnings of lines', () => {
  it.each<[string, MarkdownEdit, string]>([
    ['one|', 'heading', '## one|'],
    ['## one|', 'heading', 'one|'],
    ['# o|ne', 'heading', '## o|ne'],
    ['x\n|one\ntwo|\ny', 'list', 'x\n|- one\n- two|\ny'],
    ['|- one\n- two|', 'list', '|one\ntwo|'],
    ['|- one\ntwo|', 'numbers', '|1. one\n2. two|'],
    ['|', 'quote', '> |'],
  ])('%j, %s → %j', (before, edit, expected) => {
    expect(edited(before, edit)).toBe(expected)
  })
})
