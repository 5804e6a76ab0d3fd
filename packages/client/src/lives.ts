/**
 * The live snapshots of the product: which endpoint, channel and reducer belong together, and the key under
 * which each is shared. One line of the API per entry; no logic beyond that.
 */
import {
  applyComments,
  applyContent,
  applyContentList,
  applyInbox,
  applyItems,
  applyPeople,
  applyProject,
  applyProjects,
  type CommentsState,
  type ContentEvent,
  type ContentFilter,
  type ContentListEvent,
  type ContentListState,
  type ContentState,
  channels,
  type Id,
  type InboxEvent,
  type InboxFilter,
  type InboxState,
  type ItemsState,
  type LiveState,
  mergeCommentsPage,
  mergeContentListPage,
  mergeInboxPage,
  type PeopleEvent,
  type PeopleState,
  type Project,
  type ProjectEvent,
  type ProjectsEvent,
  type ProjectsState,
  type SiteEvent,
} from '@copydesk/contract'
import type { Api } from './api.ts'
import {
  commentRowsOf,
  contentRowsOf,
  inboxRowsOf,
  itemRowsOf,
  ownProjectRowsOf,
  projectRowsOf,
} from './live/event-rows.ts'
import { createLive } from './live/live.ts'
import { type LiveKey, type LiveStore, liveKey } from './live/live-store.ts'
import type { Live, LiveEvent, LiveOptions, LoadCall } from './live/live-types.ts'
import type { Clock } from './realtime/clock.ts'
import type { ChannelSource } from './realtime/connection.ts'

/** The keys under which lives are shared; commands find the ones they touch by them. */
export const liveKeys = {
  projects: liveKey<ProjectsState>('projects'),
  project: (id: Id) => liveKey<Project>(`project:${id}`),
  items: (projectId: Id) => liveKey<ItemsState>(`items:${projectId}`),
  /** Of the project and of each item. */
  allComments: (projectId: Id) => liveKey<CommentsState>(`comments:${projectId}:`),
  comments: (projectId: Id, itemId: Id | null) =>
    liveKey<CommentsState>(`comments:${projectId}:${itemId ?? ''}`),
  /** Of each filter. */
  allInboxes: liveKey<InboxState>('inbox:'),
  inbox: (filter: InboxFilter) => liveKey<InboxState>(`inbox:${filter}`),
  contentList: (filter: ContentFilter) => liveKey<ContentListState>(`content-list:${JSON.stringify(filter)}`),
  content: (id: Id) => liveKey<ContentState>(`content:${id}`),
  people: liveKey<PeopleState>('people'),
  site: liveKey<LiveState>('site'),
} as const

export interface DeskLivesOptions {
  api: Api
  realtime: ChannelSource
  store: LiveStore
  /** The signed-in person. */
  me: Id
  clock: Clock
  random: () => number
}

export interface DeskLives {
  projects(): Live<ProjectsState>
  project(id: Id): Live<Project>
  items(projectId: Id): Live<ItemsState>
  /** All comments of a project, or those on one item. */
  comments(projectId: Id, itemId?: Id | null): Live<CommentsState>
  inbox(filter?: InboxFilter): Live<InboxState>
  contentList(filter?: Partial<ContentFilter>): Live<ContentListState>
  content(id: Id): Live<ContentState>
  people(): Live<PeopleState>
  /** Which live updates are on, and the switches of administrators. */
  site(): Live<LiveState>
}

/** Makes (or finds) the live snapshots of the product. */
export function createDeskLives(options: DeskLivesOptions): DeskLives {
  const { api, store, me } = options
  const shared = <State extends object, Event extends LiveEvent>(
    key: LiveKey<State>,
    own: Omit<LiveOptions<State, Event>, 'realtime' | 'me' | 'clock' | 'random'>,
  ): Live<State> => store.get<State>(key, () => createLive<State, Event>({ ...options, ...own }))

  return {
    projects: () =>
      shared<ProjectsState, ProjectsEvent>(liveKeys.projects, {
        channel: channels.projects,
        load: (call) => api.projects.list(call),
        reduce: applyProjects,
        rowsOf: projectRowsOf,
      }),
    project: (id) =>
      shared<Project, ProjectEvent>(liveKeys.project(id), {
        channel: channels.project(id),
        load: (call) => api.projects.get(id, call),
        reduce: applyProject,
        rowsOf: ownProjectRowsOf,
      }),
    items: (projectId) =>
      shared<ItemsState, ProjectEvent>(liveKeys.items(projectId), {
        channel: channels.project(projectId),
        load: (call) => api.items.list(projectId, call),
        reduce: unlessProjectDeleted(applyItems),
        rowsOf: itemRowsOf,
      }),
    comments: (projectId, itemId = null) =>
      shared<CommentsState, ProjectEvent>(liveKeys.comments(projectId, itemId), {
        channel: channels.project(projectId),
        load: (call) => api.comments.list(projectId, { itemId, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => new Set(state.data.map((comment) => comment.threadId)).size,
          load: (cursor, call) => api.comments.list(projectId, { itemId, cursor }, call),
          merge: mergeCommentsPage,
        },
        reduce: unlessProjectDeleted(applyComments),
        rowsOf: commentRowsOf,
      }),
    inbox: (filter = 'all') =>
      shared<InboxState, InboxEvent>(liveKeys.inbox(filter), {
        channel: channels.person(me),
        load: (call) => api.notifications.list({ filter, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => api.notifications.list({ filter, cursor }, call),
          merge: mergeInboxPage,
        },
        reduce: applyInbox,
        rowsOf: inboxRowsOf,
      }),
    contentList: (partial = {}) => {
      const filter: ContentFilter = {
        q: partial.q?.trim() ?? '',
        type: partial.type ?? null,
        language: partial.language ?? null,
      }
      return shared<ContentListState, ContentListEvent>(liveKeys.contentList(filter), {
        channel: channels.contentList,
        load: (call) => api.content.list({ ...filter, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => api.content.list({ ...filter, cursor }, call),
          merge: mergeContentListPage,
        },
        reduce: applyContentList,
        rowsOf: contentRowsOf,
      })
    },
    content: (id) =>
      shared<ContentState, ContentEvent>(liveKeys.content(id), {
        channel: channels.content(id),
        load: (call) => api.content.get(id, call),
        reduce: applyContent,
        rowsOf: (event) => event.versions.map((version) => version.id),
      }),
    people: () =>
      shared<PeopleState, PeopleEvent>(liveKeys.people, {
        channel: channels.people,
        load: (call) => api.people.list(call),
        reduce: applyPeople,
      }),
    site: () =>
      shared<LiveState, SiteEvent>(liveKeys.site, {
        channel: channels.site,
        load: (call) => api.live.get(call),
        reduce: (_state, { live }) => live,
      }),
  }
}

/** Page sizes that every list answers: no smaller than its own default, no larger than the smallest maximum. */
const smallestReload = 100
const largestReload = 200

/** A reload brings back in one answer what was on screen, so that all of it stands at one position. */
function limitOf({ rows = 0 }: LoadCall): { limit?: number } {
  return rows > 0 ? { limit: Math.min(Math.max(rows, smallestReload), largestReload) } : {}
}

/** What belongs to a project is gone when the project is. */
function unlessProjectDeleted<State>(
  apply: (state: State, event: ProjectEvent) => State,
): (state: State, event: ProjectEvent) => State | null {
  return (state, event) => (event.type === 'project.deleted' ? null : apply(state, event))
}
