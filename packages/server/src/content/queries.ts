/** Snapshots of content, each with the position that its data was read at. */
import {
  type ContentListState,
  type ContentState,
  type ContentTitles,
  channels,
  contentTitleOf,
  type FoundContent,
  type Id,
  type Snapshot,
  type Version,
  type VersionSummary,
} from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import type { Viewer } from '../command/viewer.ts'
import { type Sight, sightOf } from '../projects/members/sight.ts'
import { schedulesOf } from '../projects/schedules/rows.ts'
import { cutPage } from '../storage/cut-page.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { viewContent } from './door.ts'
import { type ContentListQuery, selectMatching } from './matching.ts'
import { presentVersion, presentVersionSummary } from './present.ts'
import { contentSummaries, selectVersions, versionSummaries } from './rows.ts'

/** A page of the content list, newest first. The reducer `matchesContentFilter` finds the same rows. */
export async function readContentList(
  tx: Tx,
  viewer: Viewer,
  query: ContentListQuery,
): Promise<Snapshot<ContentListState>> {
  const { q, type, language, status, limit } = query
  const sight = await sightOf(tx, viewer)
  const rows = await selectMatching(tx, sight, query).execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  const ids = page.map(({ id }) => id)
  const data = (await contentSummaries(tx, ids, sight)).reverse()
  return {
    ...{ data, nextCursor, q, type, language, status },
    position: await readPosition(tx, channels.contentList),
  }
}

/** `GET /content/titles`: one for each id, whatever it names. */
export async function readTitles(
  tx: Tx,
  viewer: Viewer,
  ids: readonly Id[],
): Promise<Snapshot<ContentTitles>> {
  const found = await contentSummaries(tx, [...new Set(ids)], await sightOf(tx, viewer))
  const byId = new Map(found.map((one) => [one.id, one]))
  return {
    data: [...new Set(ids)].map((id) => {
      const content = byId.get(id)
      return content ? contentTitleOf(content) : { id, revision: 0, title: null, languages: [] }
    }),
    position: await readPosition(tx, channels.contentList),
  }
}

/** The titles of these items as far as the sight reaches; what it does not reach, or was deleted, has none. */
export async function titlesOf(tx: Tx, ids: readonly Id[], sight: Sight): Promise<Map<Id, string>> {
  const found = await contentSummaries(tx, [...new Set(ids)], sight)
  return new Map(found.map(({ id, title }) => [id, title]))
}

/** The languages of content whose newest title contains this, the newest content first. */
export async function findContentByTitle(
  tx: Tx,
  sight: Sight,
  q: string,
  limit: number,
): Promise<FoundContent[]> {
  const everything = { q, type: null, language: null, status: null, cursor: null, limit }
  const ids = (await selectMatching(tx, sight, everything).execute()).map((row) => row.id)
  const found = (await contentSummaries(tx, ids.slice(0, limit), sight)).reverse()
  const typed = q.trim().toLowerCase()
  return found
    .flatMap(({ id, type, languages }) =>
      languages
        .filter(({ title }) => title.toLowerCase().includes(typed))
        .map(({ language, versionId, status, title, projectId }) => ({
          ...({ kind: 'content', id, title, type, language, versionId, status, projectId } as const),
        })),
    )
    .slice(0, limit)
}

/** The item and all its versions, newest first. Throws `not_found`. */
export async function readContent(tx: Tx, viewer: Viewer, id: Id): Promise<Snapshot<ContentState>> {
  await viewContent(tx, viewer, id)
  const sight = await sightOf(tx, viewer)
  const [content] = await contentSummaries(tx, [id], sight)
  if (!content) throw new Error(`The content item ${id} went within a transaction`)
  const versions = await selectVersions(tx, sight)
    .where('version.content_id', '=', id)
    .orderBy('version.id', 'desc')
    .execute()
  const schedules = await schedulesOf(tx, versions)
  return {
    ...content,
    versions: versions.map((row) => presentVersionSummary(row, schedules)),
    position: await readPosition(tx, channels.content(id)),
  }
}

/** A version with its body. Throws `not_found`. */
export async function readVersion(tx: Tx, viewer: Viewer, contentId: Id, versionId: Id): Promise<Version> {
  await viewContent(tx, viewer, contentId)
  return requireVersion(tx, contentId, versionId, await sightOf(tx, viewer))
}

/** A version without its body, for whoever came through the door. Throws as `requireVersion` does. */
export async function requireSummary(
  tx: Tx,
  contentId: Id,
  versionId: Id,
  sight: Sight,
): Promise<VersionSummary> {
  const [version] = await versionSummaries(tx, [versionId], sight)
  if (version?.contentId !== contentId) throw noSuchVersion()
  return version
}

/** A version with its body, for whoever came through the door. Throws `not_found` unless it is one of this item. */
export async function requireVersion(tx: Tx, contentId: Id, versionId: Id, sight: Sight): Promise<Version> {
  const row = await selectVersions(tx, sight)
    .innerJoin('version_bodies as text', 'text.version_id', 'version.id')
    .select(['text.body', 'text.fields'])
    .where('version.id', '=', versionId)
    .where('version.content_id', '=', contentId)
    .executeTakeFirst()
  if (!row) throw noSuchVersion()
  return presentVersion(row, await schedulesOf(tx, [row]))
}

function noSuchVersion(): Refusal {
  return new Refusal('not_found', 'There is no version with this id in this content item.')
}
