/** Revisions as entity tags (RFC 9110, section 8.8.3): `"7"` is revision 7. */
import { Refusal } from '../command/refusal.ts'

export function etagOf(revision: number): string {
  return `"${revision}"`
}

/**
 * The revision an If-Match header asks for; `*` matches any and gives undefined. Throws `precondition_required`
 * without the header, `revision_mismatch` for a tag that is none of ours.
 */
export function expectedRevision(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) throw new Refusal('precondition_required')
  if (ifMatch.trim() === '*') return undefined
  const match = /^(?:W\/)?"(\d+)"$/.exec(ifMatch.trim())
  if (!match)
    throw new Refusal('revision_mismatch', `If-Match: ${ifMatch.slice(0, 40)} is not a tag given out here.`)
  return Number(match[1])
}

/** Throws `revision_mismatch` unless the revision is the expected one (undefined: any). */
export function requireRevision(revision: number, expected: number | undefined): void {
  if (expected !== undefined && revision !== expected) {
    throw new Refusal(
      'revision_mismatch',
      `It is at revision ${revision} now; you edited revision ${expected}.`,
    )
  }
}
