/**
 * Releases: what publishing made of a project, or of one version by itself. A release of built-in content is one transaction, which ends `done`;
 * the other states are those of releases that take more than one step.
 *
 *     preparing → committing → done
 *     preparing → rolled_back ; committing → rolling_back → rolled_back | stuck
 *     stuck → committing | rolling_back | closed
 */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'
import type { Language } from '../../text/language-tag.ts'
import type { ItemAction } from '../items/entity.ts'

export const releaseStates = [
  'preparing',
  'committing',
  'done',
  'rolling_back',
  'rolled_back',
  'stuck',
  'closed',
] as const
export type ReleaseState = (typeof releaseStates)[number]

export interface Release {
  id: Id
  revision: number
  /** Null where a version was published by itself. */
  projectId: Id | null
  state: ReleaseState
  /** Why, in the words of whoever published; empty where they said nothing. */
  note: string
  /** How many versions it made live, and how many it took down. */
  publishedCount: number
  takenDownCount: number
  startedBy: Actor
  startedAt: Instant
  /** Null while it is under way. */
  finishedAt: Instant | null
  /** The schedule that it was carried out by; null where somebody published. */
  scheduleId: Id | null
  /** The project made last to take it back; it may be deleted since. Null: none was. */
  revertProjectId: Id | null
  /** The release that took it back, of that project or one before; null while none did. */
  revertedById: Id | null
}

/** One version of a content item, as a release names it. */
export interface ReleasedVersion {
  id: Id
  number: number
}

/** What a release did to one content item in one language. It never changes. */
export interface ReleaseItem {
  id: Id
  /** The project item, which may have left the project since; null where there was no project. */
  itemId: Id | null
  contentId: Id
  language: Language
  title: string
  action: ItemAction
  /** The version that went live, or was taken down. */
  version: ReleasedVersion
  /** What was live when that version was begun, or was taken for its base since; null: nothing. */
  base: ReleasedVersion | null
  /** What was live until then; null: nothing. */
  previous: ReleasedVersion | null
  /** Something other than the base was live, and was replaced on purpose. */
  replaced: boolean
}

/** `GET /projects/{id}/releases?cursor=…&limit=…`: newest first. */
export type ReleasesState = Page<Release>

/** A release in the history of the site. */
export interface ListedRelease extends Release {
  /** What it did, where a version was published by itself; null for a project, of which `GET /releases/{id}` says it. */
  item: ReleaseItem | null
}

/** What the history of the site is narrowed to; null narrows nothing. */
export interface ReleasesFilter {
  /** Who published. */
  personId: Id | null
  projectId: Id | null
  /** Not begun before this instant. */
  from: Instant | null
  /** Begun before this instant. */
  until: Instant | null
}

/** `GET /releases?personId=…&projectId=…&from=…&until=…&cursor=…&limit=…`: those that one sees, newest first. */
export interface SiteReleasesState extends Page<ListedRelease>, ReleasesFilter {}

/** What a release did to one content item, with that release. */
export type ReleaseOfContent = Release & { item: ReleaseItem }

/** `GET /content/{id}/releases?cursor=…&limit=…`: what releases did to it, in any language, newest first. */
export type ContentReleases = Page<ReleaseOfContent>

/** `GET /releases/{id}?cursor=…&limit=…`: the release and a page of its items, in the order of their ids. */
export type ReleaseDocument = Release & Page<ReleaseItem>
