/** The passages of threads in a text that is read, and the button to comment on the words of it that are selected. */

import { maxPassageLength, quotePassage, type TextQuote, type Version } from '@copydesk/contract'
import { findPassage } from '@copydesk/contract/passages'
import { MessageSquarePlus } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { Button, Kbd, showToast } from '../../../design/index.ts'
import { isApple } from '../../../frame/keys/key-registry.ts'
import { useKeys } from '../../../frame/keys/use-keys.ts'
import { useMay } from '../../../people/use-may.ts'
import { usePassageBoard } from '../../../projects/comments/passages/use-passages.ts'
import styles from './CommentOnReading.module.css'
import { readingText } from './reading-text.ts'
import { usePassageHighlights } from './use-passage-highlights.ts'

export interface CommentOnReadingProps {
  /** Shows the text. */
  elementRef: RefObject<HTMLElement | null>
  version: Version
}

export function CommentOnReading({ elementRef, version }: CommentOnReadingProps) {
  usePassageHighlights(elementRef, version.body, true)
  return useMay('comment.write') && <CommentButton elementRef={elementRef} version={version} />
}

function CommentButton({ elementRef, version }: CommentOnReadingProps) {
  const board = usePassageBoard()
  const [isSelected, setSelected] = useState(false)
  useKeys('In the text', [{ key: 'Mod+Alt+m', words: 'Comment on what is selected' }])

  const comment = () => {
    const quote = elementRef.current && selectedIn(elementRef.current, version.body)
    if (quote === null || quote.exact.length > maxPassageLength) {
      const most = maxPassageLength.toLocaleString()
      showToast({ tone: 'info', title: `Select at most ${most} characters of the text to comment on` })
      return
    }
    const { isOnly: _, ...words } = quote
    board?.choose({ ...words, versionId: version.id, textRevision: version.textRevision })
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isKey = event.code === 'KeyM' && event.altKey && (event.ctrlKey || event.metaKey) && !event.shiftKey
    // What is selected now: the browser tells of a new selection only afterwards.
    if (!isKey || event.defaultPrevented || rangeIn(elementRef.current) === null) return
    event.preventDefault()
    comment()
  })
  useEffect(() => {
    const onSelection = () => setSelected(rangeIn(elementRef.current) !== null)
    document.addEventListener('selectionchange', onSelection)
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('selectionchange', onSelection)
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [elementRef])
  return (
    isSelected && (
      <div className={styles.place}>
        <Button
          size="small"
          variant="primary"
          icon={<MessageSquarePlus size={14} aria-hidden />}
          onPress={comment}
        >
          Comment on the selection <Kbd>{isApple ? '⌘⌥M' : 'Ctrl Alt M'}</Kbd>
        </Button>
      </div>
    )
  )
}

/** What is selected within the element; null: nothing that can be seen. */
function rangeIn(element: HTMLElement | null): Range | null {
  const selection = getSelection()
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null
  if (element === null || range === null || range.toString().trim() === '') return null
  return element.contains(range.commonAncestorContainer) ? range : null
}

/** The selected words as they stand in the Markdown that the element shows. */
function selectedIn(element: HTMLElement, body: string): TextQuote | null {
  const range = rangeIn(element)
  if (range === null) return null
  const reading = readingText(element)
  const from = reading.offsetOf(range.startContainer, range.startOffset)
  const to = reading.offsetOf(range.endContainer, range.endOffset)
  const read = from === null || to === null ? null : quotePassage(reading.text, { from, to })
  const place = read && findPassage(body, read)
  return place && quotePassage(body, place)
}
