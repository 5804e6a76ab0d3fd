/**
 * Finds the content that a list is narrowed to, as far as somebody sees it. Each way begins at an index, in the order of
 * the list, so that a page costs what it shows: at the items, or at the versions of a status.
 */
import type { ContentType, Id, Language, Status } from '@copydesk/contract'
import { expressionBuilder } from 'kysely'
import { hiddenVersions, type Sight } from '../projects/members/sight.ts'
import { contains } from '../storage/contains.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** A page of the content list: what to look for, after which id, how many. */
export interface ContentListQuery {
  q: string
  type: ContentType | null
  language: Language | null
  /** Of the newest version in the language, or in any. */
  status: Status | null
  cursor: Id | null
  limit: number
}

/** The ids of one page and one more, which tells that there is a next page. */
export function selectMatching(tx: Tx, sight: Sight, query: ContentListQuery) {
  return query.status === null
    ? selectItems(tx, sight, query)
    : selectOfStatus(tx, sight, query, query.status)
}

function selectItems(tx: Tx, sight: Sight, { q, type, language, cursor, limit }: ContentListQuery) {
  const hidden = hiddenVersions(tx, sight)
  let matching = tx
    .selectFrom('content_items as content')
    .select('content.id')
    .where('content.deleted_at', 'is', null)
    .where(({ exists, selectFrom }) => {
      const seen = selectFrom('versions as seen')
        .select('seen.id')
        .whereRef('seen.content_id', '=', 'content.id')
        .where('seen.id', 'not in', hidden)
      return exists(language === null ? seen : seen.where('seen.language', '=', language))
    })
  if (type !== null) matching = matching.where('content.type', '=', type)
  if (cursor !== null) matching = matching.where('content.id', '<', cursor)
  if (q.trim() !== '') matching = matching.where(isTitled(tx, sight, q))
  return matching.orderBy('content.id', 'desc').limit(limit + 1)
}

/** An item with two languages of that status is found once. */
function selectOfStatus(tx: Tx, sight: Sight, query: ContentListQuery, status: Status) {
  const { q, type, language, cursor, limit } = query
  let matching = tx
    .selectFrom('versions as version')
    .innerJoin('content_items as content', 'content.id', 'version.content_id')
    .select('version.content_id as id')
    .distinct()
    .where('content.deleted_at', 'is', null)
    .where('version.status', '=', status)
    .where('version.id', 'not in', hiddenVersions(tx, sight))
    .where(isNewest(tx, sight))
  if (language !== null) matching = matching.where('version.language', '=', language)
  if (type !== null) matching = matching.where('content.type', '=', type)
  if (cursor !== null) matching = matching.where('version.content_id', '<', cursor)
  if (q.trim() !== '') matching = matching.where(isTitled(tx, sight, q))
  return matching.orderBy('version.content_id', 'desc').limit(limit + 1)
}

/** All that is in the trash, as far as somebody sees it. */
export function selectTrashedContent(tx: Tx, sight: Sight, q: string) {
  const trashed = tx
    .selectFrom('content_items as content')
    .select(['content.id', 'content.deleted_at'])
    .where('content.deleted_at', 'is not', null)
    .where('content.purged_at', 'is', null)
    .where((of) =>
      of.exists(
        of
          .selectFrom('versions as seen')
          .select('seen.id')
          .whereRef('seen.content_id', '=', 'content.id')
          .where('seen.id', 'not in', hiddenVersions(tx, sight)),
      ),
    )
  return q.trim() === '' ? trashed : trashed.where(isTitled(tx, sight, q))
}

/** The names that the queries above give to the rows they are about. */
interface Meant {
  content: Row<'content_items'>
  version: Row<'versions'>
}
const { not, exists, ref } = expressionBuilder<Meant, keyof Meant>()

/** Whether the newest version of a language of `content` has this in its title. */
function isTitled(tx: Tx, sight: Sight, q: string) {
  const titled = tx
    .selectFrom('versions as version')
    .select('version.id')
    .where('version.content_id', '=', ref('content.id'))
    .where(contains('version.title', q))
    .where('version.id', 'not in', hiddenVersions(tx, sight))
    .where(isNewest(tx, sight))
  return exists(titled)
}

/**
 * Whether `version` is the newest of its language that the sight reaches. The offset keeps PostgreSQL from joining all
 * versions with all: asked of one row after the other, it is an index look-up for each row of a page.
 */
function isNewest(tx: Tx, sight: Sight) {
  const newer = tx
    .selectFrom('versions as newer')
    .select('newer.id')
    .where('newer.content_id', '=', ref('version.content_id'))
    .where('newer.language', '=', ref('version.language'))
    .where('newer.number', '>', ref('version.number'))
    .where('newer.id', 'not in', hiddenVersions(tx, sight))
    .limit(1)
    .offset(0)
  return not(exists(newer))
}
