/** What the buttons above the text do to it. Pure: text and selection in, what to replace and select out. */

export type MarkdownEdit = 'bold' | 'italic' | 'code' | 'link' | 'heading' | 'list' | 'numbers' | 'quote'

export interface Selection {
  start: number
  end: number
}

/** Replace the text from `from` to `to` by `insert`, then select from `start` to `end`. */
export interface Replacement extends Selection {
  from: number
  to: number
  insert: string
}

const marks = { bold: '**', italic: '*', code: '`' } as const
const prefixes = { heading: '## ', list: '- ', numbers: '1. ', quote: '> ' } as const

/** The replacement that carries out an edit; the same edit again takes it back. */
export function applyEdit(text: string, selection: Selection, edit: MarkdownEdit): Replacement {
  switch (edit) {
    case 'bold':
    case 'italic':
    case 'code':
      return aroundSelection(text, selection, marks[edit])
    case 'link':
      return asLink(text, selection)
    default:
      return atLineStarts(text, selection, edit)
  }
}

function aroundSelection(text: string, { start, end }: Selection, mark: string): Replacement {
  const selected = text.slice(start, end)
  const outer = { from: start - mark.length, to: end + mark.length }
  const isMarkedOutside =
    outer.from >= 0 && text.slice(outer.from, start) === mark && text.slice(end, outer.to) === mark
  // One asterisk inside two is bold, not italic.
  const isPartOfLonger = mark === '*' && text.slice(outer.from - 1, outer.from) === '*'
  if (isMarkedOutside && !isPartOfLonger) {
    return { ...outer, insert: selected, start: outer.from, end: outer.from + selected.length }
  }
  const from = start + mark.length
  return { from: start, to: end, insert: mark + selected + mark, start: from, end: from + selected.length }
}

function asLink(text: string, { start, end }: Selection): Replacement {
  const selected = text.slice(start, end)
  const isAddress = /^https?:\/\/\S+$/.test(selected)
  const words = isAddress || selected === '' ? 'text' : selected
  const address = isAddress ? selected : 'https://'
  const insert = `[${words}](${address})`
  // Select what is still to be written: the words, or the address.
  const at = isAddress ? start + 1 : start + words.length + 3
  return { from: start, to: end, insert, start: at, end: at + (isAddress ? words : address).length }
}

function atLineStarts(text: string, { start, end }: Selection, edit: keyof typeof prefixes): Replacement {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end)
  const to = lineEnd === -1 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const isThere = (line: string) =>
    edit === 'numbers' ? /^\d+\. /.test(line) : line.startsWith(prefixes[edit])
  const isTakingBack = lines.every(isThere)
  const next = lines.map((line, index) => {
    const bare = line.replace(edit === 'heading' ? /^#{1,6} / : /^(?:- |\d+\. |> )/, '')
    if (isTakingBack) return bare
    return (edit === 'numbers' ? `${index + 1}. ` : prefixes[edit]) + bare
  })
  const insert = next.join('\n')
  if (start === end) {
    const caret = Math.max(from, end + insert.length - (to - from))
    return { from, to, insert, start: caret, end: caret }
  }
  return { from, to, insert, start: from, end: from + insert.length }
}
