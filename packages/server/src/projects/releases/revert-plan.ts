/** What takes a release back, item by item. Pure. */
import type { Id } from '@copydesk/contract'
import type { VersionCopy } from '../../content/copy-versions.ts'
import { type Live, languageKey } from '../../content/live-versions.ts'
import type { Row } from '../../storage/schema.ts'

type Released = Pick<
  Row<'release_items'>,
  'content_id' | 'language' | 'action' | 'version_id' | 'previous_version_id'
>

export interface RevertPlan {
  /** Of what was live before, to go live again. */
  copies: VersionCopy[]
  /** What nothing was before, to be taken down. */
  takedowns: { contentId: Id; versionId: Id }[]
}

/**
 * Whatever the release replaced or took down is brought back: never more than one revision, whatever came before that.
 * What it made live for the first time is taken down, unless nothing of it is live by now.
 */
export function planOf(released: readonly Released[], live: ReadonlyMap<string, Live>): RevertPlan {
  const plan: RevertPlan = { copies: [], takedowns: [] }
  for (const { content_id: contentId, language, action, version_id: versionId, ...item } of released) {
    const previousId = action === 'publish' ? item.previous_version_id : versionId
    // What the release left there: where that is no longer so, publishing is a conflict.
    const baseVersionId = action === 'publish' ? versionId : null
    if (previousId !== null) {
      plan.copies.push({ contentId, sourceId: previousId, language, status: 'ready', baseVersionId })
    } else if (live.has(languageKey({ contentId, language }))) {
      plan.takedowns.push({ contentId, versionId })
    }
  }
  return plan
}
