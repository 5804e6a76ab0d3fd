/** Shortens an HTTP answer to what may be shown: who answered, with what, and how a web page calls itself. */
import type { IncomingHttpHeaders } from 'node:http'
import { type AnswerParts, shortAnswer } from '../answer.ts'
import type { Answer } from '../evidence.ts'

export function answerOf(parts: Omit<AnswerParts, 'headers'> & { headers: IncomingHttpHeaders }): Answer {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(parts.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return shortAnswer({ ...parts, headers })
}
