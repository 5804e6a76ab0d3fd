/** The addresses of the app's places. Every link and navigation takes its address from here. */
import type { Id, Language, ThreadHome } from '@copydesk/contract'

export const paths = {
  projects: () => '/projects',
  /** A project; `item` opens one of its items, `comment` points at a comment. */
  project: (id: Id, place: { item?: Id | null; comment?: Id | null } = {}) =>
    `/projects/${id}${query({ item: place.item, comment: place.comment })}`,
  /** What has to be done for a project. */
  checklist: (projectId: Id) => `/projects/${projectId}?tab=checklist`,
  /** What publishing a project made of it. */
  releases: (projectId: Id) => `/projects/${projectId}?tab=releases`,
  /** What was published, of all projects; `projectId` narrows it. */
  siteReleases: () => '/releases',
  content: () => '/content',
  /** A content item; `version` opens one of its versions, `comment` points at a comment beside the text. */
  contentItem: (
    id: Id,
    place: { version?: Id | null; language?: Language | null; comment?: Id | null } = {},
  ) => `/content/${id}${query({ ...place })}`,
  /** Where threads are shown; `comment` is one of them. */
  thread: (home: ThreadHome, comment: Id | null): string =>
    'projectId' in home
      ? paths.project(home.projectId, { item: home.itemId, comment })
      : paths.contentItem(home.contentId, { language: home.language, comment }),
  /** What was deleted and can be brought back. */
  trash: () => '/trash',
  /** What one is to do next. */
  awaiting: () => '/awaiting',
  inbox: () => '/inbox',
  /** One's own name, password, language, time zone and sessions. */
  profile: () => '/profile',
  /** The switches of live updates. */
  adminLive: () => '/admin/live',
  /** Where the link of an invitation leads; its token follows in the fragment. */
  invitation: () => '/invitation',
  /** Who is here, with which role. */
  adminPeople: () => '/admin/people',
  /** Who is to come, and the way to let them in. */
  invitations: () => '/admin/people?tab=invitations',
  /** What programs call the API with. */
  adminKeys: () => '/admin/keys',
  /** Who was told of what happened; `about` is an event or a comment, `trace` opens one. */
  adminDelivery: (place: { about?: Id | null; trace?: Id | null } = {}) =>
    `/admin/delivery${query({ ...place })}`,
  /** Work in the background that failed for good. */
  failedWork: () => '/admin/delivery?tab=failed',
  /** Why they do not come through; `run` starts the checks at once. */
  adminConnection: ({ run = false } = {}) => `/admin/live?tab=connection${run ? '&run=now' : ''}`,
} as const

function query(parameters: Record<string, Id | null | undefined>): string {
  const present = Object.entries(parameters).filter((entry): entry is [string, Id] => Boolean(entry[1]))
  return present.length === 0 ? '' : `?${new URLSearchParams(present)}`
}
