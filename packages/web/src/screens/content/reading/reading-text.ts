/** The words of a rendered text as one string, and the way from a part of them to the elements that show it, and back. */
import type { TextRange } from '@copydesk/contract'

const blocks = 'p, li, h1, h2, h3, h4, h5, h6, td, th, pre, dt, dd, figcaption'

export interface ReadingText {
  text: string
  /** Where a part of the words stands; null where nothing of it is shown. */
  rangeOf: (part: TextRange) => Range | null
  /** Where a place in the elements stands in the words; null outside of them. */
  offsetOf: (node: Node, offset: number) => number | null
}

/** Reads what an element shows now. */
export function readingText(element: Element): ReadingText {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const nodes: { node: Text; start: number }[] = []
  let text = ''
  let block: Element | null = null
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    const own = node.parentElement?.closest(blocks) ?? null
    if (own !== block && text !== '') text += '\n'
    block = own
    nodes.push({ node, start: text.length })
    text += node.data
  }
  const at = (offset: number, isEnd: boolean) =>
    isEnd
      ? nodes.findLast(({ start }) => start < offset)
      : nodes.find(({ node, start }) => offset < start + node.length)
  return {
    text,
    rangeOf: ({ from, to }) => {
      const [first, last] = [at(from, false), at(to, true)]
      if (!first || !last) return null
      const range = document.createRange()
      range.setStart(first.node, Math.max(0, from - first.start))
      range.setEnd(last.node, Math.min(last.node.length, to - last.start))
      return range.collapsed ? null : range
    },
    offsetOf: (node, offset) => {
      if (!element.contains(node)) return null
      const own = nodes.find((one) => one.node === node)
      if (own !== undefined) return own.start + offset
      const place = document.createRange()
      place.setStart(node, offset)
      return nodes.find((one) => place.comparePoint(one.node, 0) >= 0)?.start ?? text.length
    },
  }
}
