/** Finds the content that a list is narrowed to, as far as somebody sees it. */
import type { ContentType, Id, Language } from '@copydesk/contract'
import { hiddenVersions, type Sight } from '../projects/members/sight.ts'
import { contains } from '../storage/contains.ts'
import type { Tx } from '../storage/storage.ts'

/** A page of the content list: what to look for, after which id, how many. */
export interface ContentListQuery {
  q: string
  type: ContentType | null
  language: Language | null
  cursor: Id | null
  limit: number
}

/** The ids of one page and one more, which tells that there is a next page. */
export function selectMatching(tx: Tx, sight: Sight, { q, type, language, cursor, limit }: ContentListQuery) {
  const hidden = hiddenVersions(tx, sight)
  let matching = tx
    .selectFrom('content_items as content')
    .select('content.id')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('versions as seen')
          .select('seen.id')
          .whereRef('seen.content_id', '=', 'content.id')
          .where('seen.id', 'not in', hidden),
      ),
    )
  if (type !== null) matching = matching.where('content.type', '=', type)
  if (cursor !== null) matching = matching.where('content.id', '<', cursor)
  if (language !== null) {
    matching = matching.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('versions')
          .select('versions.id')
          .whereRef('versions.content_id', '=', 'content.id')
          .where('versions.language', '=', language)
          .where('versions.id', 'not in', hidden),
      ),
    )
  }
  if (q.trim() !== '') {
    matching = matching.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('versions as version')
          .select('version.id')
          .whereRef('version.content_id', '=', 'content.id')
          .where(contains('version.title', q))
          .where('version.id', 'not in', hidden)
          .where((of) =>
            of.not(
              of.exists(
                of
                  .selectFrom('versions as newer')
                  .select('newer.id')
                  .whereRef('newer.content_id', '=', 'version.content_id')
                  .whereRef('newer.language', '=', 'version.language')
                  .whereRef('newer.number', '>', 'version.number')
                  .where('newer.id', 'not in', hidden),
              ),
            ),
          ),
      ),
    )
  }
  return matching.orderBy('content.id', 'desc').limit(limit + 1)
}
