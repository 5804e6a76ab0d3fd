/** What a release did, in words. Pure. */
import type { Release, ReleaseItem, ReleaseState } from '@copydesk/contract'

/** "3 published, 1 taken down": what there is none of is left out. */
export function sayCounts({ publishedCount, takenDownCount }: Release): string {
  const parts = [
    ...(publishedCount > 0 ? [`${publishedCount} published`] : []),
    ...(takenDownCount > 0 ? [`${takenDownCount} taken down`] : []),
  ]
  return parts.join(', ') || 'nothing'
}

/** Of releases that are not simply done. */
export const stateWords: Record<ReleaseState, string> = {
  preparing: 'being prepared',
  committing: 'under way',
  done: 'done',
  rolling_back: 'being rolled back',
  rolled_back: 'rolled back',
  stuck: 'stuck',
  closed: 'closed',
}

/** What became of one item: "version 3 in place of version 2". */
export function sayItem({ action, version, previous, replaced }: ReleaseItem): string {
  if (action === 'unpublish') return `version ${version.number} taken down`
  const before = previous === null ? 'nothing was live before' : `in place of version ${previous.number}`
  return `version ${version.number}, ${before}${replaced ? ', replaced on purpose' : ''}`
}
