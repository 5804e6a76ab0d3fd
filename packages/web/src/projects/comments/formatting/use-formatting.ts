/** Formats what is selected in a field that a comment is written in, by its keys and for its toolbar. */
import type { KeyboardEvent, RefObject } from 'react'
import { laterCode } from '../../../later.tsx'
import type { Format } from '../../../markdown/edits/format.ts'
import type { MentionSign } from '../../../people/mentions.ts'
import { makeEdit, selectedIn } from '../field-edits.ts'
import { formatOfKey } from './format-of-key.ts'

const loadFormatted = laterCode(async () => (await import('../../../markdown/edits/format.ts')).formatted)

export interface Formatting {
  /** Whether the key was one of these. */
  onKeyDown: (event: KeyboardEvent) => boolean
  /** Once more takes it back. */
  format: (format: Format) => void
  /** Begins a mention; what is selected is the name to look for. */
  mention: (sign: MentionSign) => void
}

export function useFormatting(fieldRef: RefObject<HTMLTextAreaElement | null>): Formatting {
  const format = async (name: Format) => {
    const formatted = await loadFormatted()
    const field = fieldRef.current
    if (field !== null) makeEdit(field, formatted(selectedIn(field), name))
  }
  return {
    format: (name) => void format(name),
    onKeyDown: (event) => {
      const name = event.nativeEvent.isComposing ? null : formatOfKey(event)
      const field = fieldRef.current
      // Without a selection the key of links opens the palette, as everywhere.
      if (name === null || field === null) return false
      if (name === 'link' && field.selectionStart === field.selectionEnd) return false
      void format(name)
      return true
    },
    mention: (sign) => {
      const field = fieldRef.current
      if (field === null) return
      const { text, start, end } = selectedIn(field)
      const name = text.slice(start, end)
      const isName = name.trim() !== '' && !name.includes('\n')
      // A mention begins at a word's start.
      const space = /[^\s(["']$/.test(text.slice(0, isName ? start : end)) ? ' ' : ''
      const words = space + sign + (isName ? name.trim() : '')
      const from = isName ? start : end
      makeEdit(field, { start: from, end, words, selection: [from + words.length, from + words.length] })
    },
  }
}
