/** The blocks of a text: at once for short ones, from the worker for all others. */
import { startTransition, useEffect, useMemo, useState } from 'react'
import { type MarkdownBlock, parseMarkdown } from './blocks.ts'
import { createParser, type Parser } from './parser.ts'

/** A text within both parses in a few milliseconds, whatever it is made of. */
const maxShortLength = 2_000
const maxShortMarks = 300

let parser: Parser | null = null

/** Null until they are there; those of the text before, while one types. */
export function useBlocks(text: string): MarkdownBlock[] | null {
  const atOnce = useMemo(
    () => (isShort(text) ? parseMarkdown(text) : (theParser().peek(text) ?? null)),
    [text],
  )
  const [parsed, setParsed] = useState<MarkdownBlock[] | null>(null)
  useEffect(() => {
    if (atOnce !== null) return
    return theParser().parse(text, (blocks) => startTransition(() => setParsed(blocks)))
  }, [text, atOnce])
  return atOnce ?? parsed
}

function isShort(text: string): boolean {
  return text.length <= maxShortLength && (text.match(/[*_~[\]!<>|`\n]/g)?.length ?? 0) <= maxShortMarks
}

function theParser(): Parser {
  parser ??= createParser({
    openWorker: (onAnswer, onError) => {
      const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), { type: 'module' })
      worker.addEventListener('message', ({ data }) => onAnswer(data))
      worker.addEventListener('error', onError)
      return { post: (order) => worker.postMessage(order), terminate: () => worker.terminate() }
    },
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  })
  return parser
}
