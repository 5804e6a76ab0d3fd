/** How evidence is put into words, the same in every check. */
import type { Answer, Closing, NetworkFailure } from '../evidence.ts'
import { markedProblem } from '../marked-problem.ts'

export function answerText(answer: Answer): string {
  const marked = markedProblem(answer)
  const server = answer.headers.server ?? answer.headers.via
  const who = server === undefined ? '' : ` from ${server}`
  if (marked) return `${answer.status} from the Copydesk server: ${marked.title}. ${marked.detail}`
  if (answer.isHtml)
    return `${answer.status}${who}, a web page${answer.title ? ` titled "${answer.title}"` : ''}`
  return `${answer.status}${who}`
}

export function failureText({ detail }: NetworkFailure): string {
  return detail
}

export function closingText(closing: Closing | null): string {
  if (closing === null) return 'without a word'
  if (closing.code === 1006) return 'without a close frame (1006)'
  return `with ${closing.code}${closing.reason ? ` ${closing.reason}` : ''}`
}

export function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
}
