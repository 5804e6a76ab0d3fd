/**
 * Somebody who writes comments without pause while the server dies: every request carries its Idempotency-Key and is
 * sent again with the same one once the server is back, as a careful client would. Keeps what was acknowledged.
 */
import type { Comment, Id } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'

export interface SteadyWriter {
  /** Bodies of the comments that the server acknowledged, in no order. */
  readonly acknowledged: readonly string[]
  /** How many requests had no answer. */
  readonly unanswered: number
  /** Resolves when this many are acknowledged. */
  until(count: number): Promise<void>
  /** The server is there again: whoever waits goes on. */
  resume(): void
  /** Resolves when all are acknowledged. */
  finished: Promise<void>
}

export interface SteadyWriterOptions {
  api: ApiCaller
  projectId: Id
  /** How many comments in all. */
  count: number
  /** How many requests are under way at any time. */
  atOnce: number
}

/** The body of the nth comment, from 1. */
export function bodyOf(number: number): string {
  return `Note ${number} of the night`
}

/** The numbers of the comments that a text has in it, ascending; doubles stay. */
export function numbersIn(texts: readonly string[]): number[] {
  const found = texts.flatMap((text) => [...text.matchAll(/Note (\d+) of the night/g)])
  return found.map(([, number]) => Number(number)).sort((left, right) => left - right)
}

export function startWriting({ api, projectId, count, atOnce }: SteadyWriterOptions): SteadyWriter {
  const acknowledged: string[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  let back = Promise.withResolvers<void>()
  let unanswered = 0
  let next = 1

  const note = (body: string) => {
    acknowledged.push(body)
    for (const one of waiting) if (acknowledged.length >= one.count) one.resolve()
  }
  const write = async (body: string) => {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    for (;;) {
      const waitForServer = back.promise
      try {
        const comment = await api.post<Comment>(`/projects/${projectId}/comments`, { body }, headers)
        return note(comment.body)
      } catch (error) {
        // Only a request without any answer is sent again; an answer that refuses is a failure of the test.
        if (!(error instanceof TypeError)) throw error
        unanswered += 1
        await waitForServer
      }
    }
  }
  const work = async () => {
    while (next <= count) {
      const body = bodyOf(next)
      next += 1
      await write(body)
    }
  }
  return {
    acknowledged,
    get unanswered() {
      return unanswered
    },
    until: (wanted) =>
      new Promise((resolve) => {
        if (acknowledged.length >= wanted) resolve()
        else waiting.push({ count: wanted, resolve })
      }),
    resume: () => {
      back.resolve()
      back = Promise.withResolvers()
    },
    finished: Promise.all(Array.from({ length: atOnce }, work)).then(() => {}),
  }
}
