/** The live snapshots of the content list and of content items. */
import {
  applyContent,
  applyContentList,
  applyReferences,
  applyTitles,
  type ContentEvent,
  type ContentFilter,
  type ContentListEvent,
  type ContentListState,
  type ContentState,
  type ContentTitles,
  channels,
  type Id,
  mergeContentListPage,
  type VersionReferences,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live, LiveOptions } from '../live/live-types.ts'
import { rowIds } from '../live/row-changes.ts'
import { limitOf, type SharedLive } from '../live/shared-live.ts'
import type { EditedVersion } from './api.ts'

export const contentKeys = {
  /** Of each filter. */
  allContentLists: liveKey<ContentListState>('content-list:'),
  contentList: (filter: ContentFilter) => liveKey<ContentListState>(`content-list:${JSON.stringify(filter)}`),
  /** Of each item. */
  allContent: liveKey<ContentState>('content:'),
  content: (id: Id) => liveKey<ContentState>(`content:${id}`),
  /** Of each version. */
  allReferences: liveKey<VersionReferences>('references:'),
  references: ({ id, revision }: EditedVersion) => liveKey<VersionReferences>(`references:${id}:${revision}`),
  /** Of each set of items. */
  allTitles: liveKey<ContentTitles>('titles:'),
  titles: (ids: readonly Id[]) => liveKey<ContentTitles>(`titles:${ids.join()}`),
} as const

export interface ContentLives {
  contentList(filter?: Partial<ContentFilter>): Live<ContentListState>
  content(id: Id): Live<ContentState>
  /** The titles of at most `maxTitles` items. */
  titles(ids: readonly Id[]): Live<ContentTitles>
  /** What the text of a version refers to: another text, which is another revision, has its own. */
  references(version: EditedVersion): Live<VersionReferences>
}

/** `privateNews` is what hears of changes that only members of private projects see. */
export function createContentLives(
  shared: SharedLive,
  { content }: Api,
  privateNews: NonNullable<LiveOptions<object>['beside']>,
): ContentLives {
  return {
    contentList: (partial = {}) => {
      const filter: ContentFilter = {
        q: partial.q?.trim() ?? '',
        type: partial.type ?? null,
        language: partial.language ?? null,
        status: partial.status ?? null,
      }
      return shared<ContentListState, ContentListEvent>(contentKeys.contentList(filter), {
        channel: channels.contentList,
        beside: privateNews,
        load: (call) => content.list({ ...filter, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => content.list({ ...filter, cursor }, call),
          merge: mergeContentListPage,
        },
        reduce: applyContentList,
        rowsOf: (event) => (event.type === 'content.changed' ? rowIds(event.items) : []),
        changedBy: (event) =>
          new Map(event.type === 'content.changed' ? event.items.map((row) => [row.id, row.updatedBy]) : []),
      })
    },
    content: (id) =>
      shared<ContentState, ContentEvent>(contentKeys.content(id), {
        channel: channels.content(id),
        beside: privateNews,
        load: (call) => content.get(id, call),
        reduce: applyContent,
        isIncomplete: (event) => isWithheld(event) || event.type === 'content.restored',
        rowsOf: (event) => (event.type === 'version.changed' ? rowIds(event.versions) : []),
      }),
    titles: (ids) =>
      shared<ContentTitles, ContentListEvent>(contentKeys.titles(ids), {
        channel: channels.contentList,
        beside: privateNews,
        load: (call) => content.titles(ids, call),
        reduce: applyTitles,
        rowsOf: () => [],
      }),
    references: (version) =>
      shared<VersionReferences, ContentListEvent>(contentKeys.references(version), {
        channel: channels.contentList,
        beside: privateNews,
        load: (call) => content.references(version.contentId, version.id, call),
        reduce: applyReferences,
        rowsOf: () => [],
      }),
  }
}

/** Of what private projects hold, the channel of an item says only that it changed. */
export function isWithheld(event: ContentEvent): boolean {
  return event.type === 'content.withheld' || ('isWithheld' in event && event.isWithheld === true)
}
