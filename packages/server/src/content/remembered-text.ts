/**
 * Remembered answers about a text that was sent: kept without it. Whoever repeats the request sends the same text
 * again, or the Idempotency-Key is refused; so the answer is the one that was given then, whatever was saved since.
 */
import type { CreatedContent, Version } from '@copydesk/contract'
import type { AnswerMemory } from '../command/idempotency.ts'

/** For a version whose body the request has; undefined: it has none, and all of the answer is kept. */
export function withoutText(sent: string | undefined): AnswerMemory<Version> {
  return {
    keep: (version) => (sent === undefined ? version : { ...version, body: '' }),
    restore: (_, kept) => ({ ...(kept as Version), ...(sent === undefined ? {} : { body: sent }) }),
  }
}

/** For content that was created with this body. */
export function withoutCreatedText(sent: string | undefined): AnswerMemory<CreatedContent> {
  const memory = withoutText(sent)
  return {
    keep: ({ content, version }) => ({ content, version: memory.keep(version) }),
    restore: async (tx, kept) => {
      const { content, version } = kept as CreatedContent
      return { content, version: await memory.restore(tx, version) }
    },
  }
}
