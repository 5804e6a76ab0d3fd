/** What is pasted into a field that a comment is written in. */
import { maxCommentLength } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import type { ClipboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { basePath } from '../../../base-path.ts'
import { laterCode } from '../../../later.tsx'
import type { Selected } from '../../../markdown/edits/edit.ts'
import { isWebAddress } from '../../../markdown/edits/link-words.ts'
import { freeLabel, type Mention } from '../../../people/mentions.ts'
import { makeEdit, selectedIn } from '../field-edits.ts'
import { isInAddress, isInCode, linkOfPaste, linkTo } from './paste-edits.ts'
import { type DeskPlace, placeOfAddress } from './place-of-address.ts'

const loadMarkdownOfHtml = laterCode(async () => (await import('./markdown-of-html.ts')).markdownOfHtml)
const loadNameOfPlace = laterCode(async () => (await import('./named-place.ts')).nameOfPlace)

export interface PasteOptions {
  fieldRef: RefObject<HTMLTextAreaElement | null>
  mentions: readonly Mention[]
  /** Makes known what `#…` in the text names from now on. */
  addMention: (mention: Mention) => void
}

export function usePaste({ fieldRef, mentions, addMention }: PasteOptions): (event: ClipboardEvent) => void {
  const { api } = useDesk()
  return (event) => {
    const field = fieldRef.current
    if (field === null) return
    const at = selectedIn(field)
    const words = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n')
    const html = event.clipboardData.getData('text/html')
    const edit = linkOfPaste(at, words)
    const isText = words === '' || words.length > maxCommentLength || isInCode(at)
    const address = words.trim()
    const place = isText || isInAddress(at) || !isWebAddress(address) ? null : deskPlaceOf(address)
    if (edit === null && (isText || (place === null && html === ''))) return
    event.preventDefault()
    if (edit !== null) makeEdit(field, edit)
    else if (place !== null) void insertThen(field, at, address, () => namedPlace(place, address))
    else void insertThen(field, at, words, () => markdownOf(html, at))
  }

  async function namedPlace(place: DeskPlace, address: string): Promise<string | null> {
    const nameOfPlace = await loadNameOfPlace()
    // What cannot be asked now stays an address.
    const named = await nameOfPlace(api, place).catch(() => null)
    if (named === null) return null
    if (named.kind === 'place') return linkTo(named.title, address)
    const { title, contentId } = named
    const label = freeLabel({ label: title, of: 'content', id: contentId }, mentions)
    // Known before it is in the text, which undo takes back alone.
    flushSync(() => addMention({ label, of: 'content', id: contentId }))
    return `#${label}`
  }
}

function deskPlaceOf(address: string): DeskPlace | null {
  return placeOfAddress(address, { origin: window.location.origin, basePath })
}

async function markdownOf(html: string, { text, start }: Selected): Promise<string | null> {
  const markdownOfHtml = await loadMarkdownOfHtml()
  return markdownOfHtml(html, text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
}

/** First the words, so that undo goes back to them; then, in their place, what they stand for. */
async function insertThen(
  field: HTMLTextAreaElement,
  { start, end }: Selected,
  words: string,
  find: () => Promise<string | null>,
): Promise<void> {
  const after = start + words.length
  makeEdit(field, { start, end, words, selection: [after, after] })
  const found = await find()
  if (found === null || document.activeElement !== field) return
  const isUntouched = field.value.slice(start, after) === words && field.selectionStart === after
  if (!isUntouched || field.selectionEnd !== after) return
  const last = start + found.length
  makeEdit(field, { start, end: after, words: found, selection: [last, last] })
}
