/** Bytes of a text file as text in the form that every text here has, or why they are no text. Pure. */
import { tidyText } from '@copydesk/contract'

export type Decoded = { ok: true; text: string } | { ok: false; reason: string }

const utf8 = new TextDecoder('utf-8', { fatal: true })
const marked = [
  { mark: [0xff, 0xfe], decoder: new TextDecoder('utf-16le', { fatal: true }) },
  { mark: [0xfe, 0xff], decoder: new TextDecoder('utf-16be', { fatal: true }) },
]

/** UTF-8, or UTF-16 with its mark. Other encodings are not guessed: a wrong guess would alter words. */
export function decodeText(bytes: Uint8Array): Decoded {
  const decoder = marked.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.decoder
  let text: string
  try {
    text = (decoder ?? utf8).decode(bytes)
  } catch {
    return {
      ok: false,
      reason: bytes.includes(0) ? 'it is binary' : 'it is not valid UTF-8: save it in that encoding',
    }
  }
  if (text.includes('\0')) return { ok: false, reason: 'it is binary' }
  const tidied = tidyText(text)
  return tidied.ok ? tidied : { ok: false, reason: `its text ${tidied.problem}` }
}
