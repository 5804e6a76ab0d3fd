/** What awaits a decision, as a decision about it names it. Pure. */
import type { Awaited, ReadText } from '@copydesk/contract'

export function readTextOf({ itemId, versionId, textRevision }: Awaited): ReadText {
  const of = itemId === null ? { versionId: versionId ?? undefined } : { itemId }
  return { ...of, textRevision: textRevision ?? 1 }
}
