/** Whoever calls itself something in an answer stands between only where Copydesk is known to be behind. */
import type { Evidence } from '../evidence.ts'

export function tierLabel({ isCopydesk }: Pick<Evidence, 'isCopydesk'>): string {
  return isCopydesk ? 'Between here and the server' : 'What answers calls itself'
}
