/**
 * Marks the passages of threads in a text that is rendered, and leaves its elements alone (CSS Custom Highlight API;
 * a browser without it shows the quotes in the threads only). A press on one goes to its thread, and the other way round.
 */

import { type Id, quotePassage } from '@copydesk/contract'
import { findPassage } from '@copydesk/contract/passages'
import { type RefObject, useEffect, useRef } from 'react'
import { chosenPassage, type ThreadPassage } from '../../../projects/comments/passages/passage-board.ts'
import {
  useOnBoard,
  usePassageBoard,
  usePassagesHere,
} from '../../../projects/comments/passages/use-passages.ts'
import './passage-highlights.css'
import { readingText } from './reading-text.ts'

/** As the style sheet names it. */
const highlight = 'passage'

/** A text is drawn in pieces: after the last one. */
const redrawMs = 100

/**
 * `body` is the Markdown that the element shows, or is about to. `isAlone` where it is written nowhere beside it: then
 * this says what is lost, and one goes here to see a passage.
 */
export function usePassageHighlights(
  elementRef: RefObject<HTMLElement | null>,
  body: string,
  isAlone: boolean,
): void {
  const board = usePassageBoard()
  const passages = usePassagesHere()
  const sought = useOnBoard(({ soughtPassage }) => soughtPassage, null)
  const marked = useRef<ReadonlyMap<Id, Range>>(new Map())

  useEffect(() => {
    const element = elementRef.current
    if (element === null || board === null || passages.length === 0) return undefined
    const quotes = new Map(passages.flatMap((one) => inText(body, one)))
    if (isAlone)
      board.setLost(new Set(passages.flatMap(({ threadId }) => (quotes.has(threadId) ? [] : [threadId]))))
    const mark = () => {
      const reading = readingText(element)
      const ranges = [...quotes].flatMap(([threadId, quote]): [Id, Range][] => {
        const part = findPassage(reading.text, quote)
        const range = part && reading.rangeOf(part)
        return range === null ? [] : [[threadId, range]]
      })
      marked.current = new Map(ranges)
      CSS.highlights?.set(highlight, new Highlight(...marked.current.values()))
    }
    let task = window.setTimeout(mark)
    const observer = new MutationObserver(() => {
      window.clearTimeout(task)
      task = window.setTimeout(mark, redrawMs)
    })
    observer.observe(element, { childList: true, subtree: true, characterData: true })
    const onClick = ({ clientX, clientY }: MouseEvent) => {
      if (getSelection()?.isCollapsed === false) return
      const threadId = [...marked.current].find(([, range]) => isAt(range, clientX, clientY))?.[0]
      if (threadId !== undefined && threadId !== chosenPassage) board.goToThread(threadId)
    }
    element.addEventListener('click', onClick)
    return () => {
      window.clearTimeout(task)
      observer.disconnect()
      element.removeEventListener('click', onClick)
    }
  }, [elementRef, board, passages, body, isAlone])

  // Not between one text and the next: the marks of before stand until there are others.
  const isAny = passages.length > 0
  useEffect(() => {
    if (isAny) return () => void CSS.highlights?.delete(highlight)
    return undefined
  }, [isAny])

  useEffect(() => {
    const range = sought === null || !isAlone ? undefined : marked.current.get(sought)
    if (range === undefined) return
    board?.reached()
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
    getSelection()?.setBaseAndExtent(
      range.startContainer,
      range.startOffset,
      range.endContainer,
      range.endOffset,
    )
  }, [sought, board, isAlone])
}

/** As it reads in the Markdown now: with that it is looked for among the words that are shown. */
function inText(body: string, { threadId, passage }: ThreadPassage) {
  const range = findPassage(body, passage)
  const quote = range && quotePassage(body, range)
  return quote === null ? [] : [[threadId, quote] as const]
}

function isAt(range: Range, x: number, y: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
  )
}
