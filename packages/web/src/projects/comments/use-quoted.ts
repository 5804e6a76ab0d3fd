/** Puts a quote at the end of what is written, once, as soon as the field takes words. */
import { type RefObject, useEffect, useRef } from 'react'
import { focusWhenFree } from '../../browser/focus-when-free.ts'
import type { Quoted } from './Composer.tsx'
import type { Composer } from './use-composer.ts'

export function useQuoted(
  quoted: Quoted | null,
  composer: Composer,
  fieldRef: RefObject<HTMLTextAreaElement | null>,
  onQuoted: () => void,
): void {
  const added = useRef(0)
  useEffect(() => {
    if (quoted === null || !composer.isOpen || added.current === quoted.number) return
    added.current = quoted.number
    onQuoted()
    const before = composer.text.trimEnd()
    composer.write({
      text: before === '' ? quoted.text : `${before}\n\n${quoted.text}`,
      mentions: composer.mentions,
    })
    const field = fieldRef.current
    // The field has the words a moment later.
    requestAnimationFrame(() => {
      if (field === null) return
      field.setSelectionRange(field.value.length, field.value.length)
      focusWhenFree(field)
    })
  }, [quoted, composer, fieldRef, onQuoted])
}
