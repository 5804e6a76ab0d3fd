/**
 * The revisions that a command was sent for: what its sender looked at before acting, over HTTP by If-Match (RFC 9110,
 * section 13.1.1). A command asks it about the row that it is for, once that row is locked.
 */
import { Refusal } from './refusal.ts'

/** Revisions that are as well; undefined: any. */
export type Expected = ReadonlySet<number> | undefined

export class Precondition {
  readonly #expected: Expected
  #isAsked = false

  constructor(expected: Expected) {
    this.#expected = expected
  }

  /** Throws `revision_mismatch` unless the revision is one of those expected. */
  require(revision: number): void {
    this.#isAsked = true
    const expected = this.#expected
    if (expected === undefined || expected.has(revision)) return
    const seen = expected.size === 0 ? 'at none of its revisions' : `at revision ${[...expected].join(', ')}`
    throw new Refusal(
      'revision_mismatch',
      `Changed since you looked: you looked ${seen}, it is at revision ${revision} now.`,
    )
  }

  /** Throws `revision_mismatch` where the command never asked: what has no revision matches none. */
  requireAsked(): void {
    if (this.#expected === undefined || this.#isAsked) return
    throw new Refusal('revision_mismatch', 'If-Match: what this changes has no revision of its own.')
  }
}
