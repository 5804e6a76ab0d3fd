/** Knows the refusals of our own servers among all answers: problems that carry a code, a title and a remedy. */
import type { ArrivedRequest } from '@copydesk/protocol'
import type { Answer } from './evidence.ts'

/** A refusal by one of our servers; every one carries a code and a title. */
export interface MarkedProblem {
  status: number
  code: string
  title: string
  detail: string
  remedy: string
  arrived: ArrivedRequest | null
}

/** The refusal in an answer; null where it is none of ours. */
export function markedProblem(answer: Answer | null): MarkedProblem | null {
  const body = answer?.json
  if (!answer || !body) return null
  if (!(answer.headers['content-type'] ?? '').includes('application/problem+json')) return null
  const { code, title, detail, remedy, arrived, type } = body
  // Many servers answer about:blank with a code; a remedy beside them is ours.
  const isOurs =
    String(type).startsWith('urn:copydesk:') || (type === 'about:blank' && typeof remedy === 'string')
  if (!isOurs || typeof code !== 'string' || typeof title !== 'string') return null
  return {
    status: answer.status,
    code,
    title,
    detail: typeof detail === 'string' ? detail : '',
    remedy: typeof remedy === 'string' ? remedy : '',
    arrived: typeof arrived === 'object' && arrived !== null ? (arrived as ArrivedRequest) : null,
  }
}
