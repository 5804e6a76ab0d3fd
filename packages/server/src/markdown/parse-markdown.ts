/** The syntax of a Markdown text, with where each part of it stands, by CodeMirror's parser. Pure. */
import type { SyntaxNode, Tree } from '@lezer/common'
import { parser, Strikethrough } from '@lezer/markdown'

const markdown = parser.configure([Strikethrough])

/** Marks in one paragraph, and marks of quotes and lists before one line, that no person writes. */
const maxMarks = 4000
const maxDepth = 100

/**
 * Undefined for a text so intricate that the parser, whose time grows with the square of the marks in a paragraph, would
 * take seconds for it. `maxWork` bounds the sum of these squares: a million of them take less than a tenth of a second.
 */
export function parseMarkdown(text: string, maxWork = Number.POSITIVE_INFINITY): Tree | undefined {
  return isIntricate(text, maxWork) ? undefined : markdown.parse(text)
}

function isIntricate(text: string, maxWork: number): boolean {
  let marks = 0
  let work = 0
  let depth = 0
  let isBlank = true
  let isStart = true
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 10) {
      if (isBlank) marks = 0
      isBlank = true
      isStart = true
      depth = 0
      continue
    }
    if (code === 32 || code === 9) continue
    isBlank = false
    if (inlineMarks.has(code)) {
      marks += 1
      // The square of a number is the sum of the first odd ones.
      work += 2 * marks - 1
    }
    if (isStart && blockMarks.has(code)) depth += 1
    else if (isStart && !isDigit(code)) isStart = false
    if (marks > maxMarks || work > maxWork || depth > maxDepth) return true
  }
  return false
}

const codesOf = (text: string) => new Set([...text].map((sign) => sign.charCodeAt(0)))
const inlineMarks = codesOf('*_~[')
const blockMarks = codesOf('>-+*.)')

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** The children of a node, in order. */
export function* childrenOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child
}
