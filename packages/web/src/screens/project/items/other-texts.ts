/**
 * Whether the texts of a project may refer to something else than before. A row does not carry its text: it was written
 * in where the row changed and nothing that it shows of its review and its planning did. Pure.
 */
import type { ProjectItem } from '@copydesk/contract'

/** Also where an item came or went. */
export function hasOtherTexts(before: readonly ProjectItem[], items: readonly ProjectItem[]): boolean {
  if (before.length !== items.length) return true
  const known = new Map(before.map((item) => [item.id, item]))
  return items.some((item) => isOtherText(known.get(item.id), item))
}

function isOtherText(before: ProjectItem | undefined, item: ProjectItem): boolean {
  if (before === undefined || before.versionId !== item.versionId) return true
  if (before.updatedAt === item.updatedAt) return false
  // A rejected text becomes a draft by being written in.
  if (before.status === 'rejected' && item.status === 'draft') return true
  return before.status === item.status && before.assigneeId === item.assigneeId && before.dueAt === item.dueAt
}
