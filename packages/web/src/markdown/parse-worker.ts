/** The script of the worker that parses long texts. */
import { parseMarkdown } from './blocks.ts'
import type { ParseAnswer, ParseOrder } from './parser.ts'

addEventListener('message', ({ data }: MessageEvent<ParseOrder>) => {
  const answer: ParseAnswer = { id: data.id, blocks: parseMarkdown(data.text) }
  postMessage(answer)
})
