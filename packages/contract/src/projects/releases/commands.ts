/** Publishing a project or a version by itself: what is asked for, what comes of it, and what is in its way. */
import type { ApprovalCount, Rejection, VersionSummary } from '../../content/entity.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Role } from '../../core/roles.ts'
import type { Language } from '../../text/language-tag.ts'
import type { Project } from '../entity.ts'
import type { SeenItem } from '../items/commands.ts'
import type { ProjectItem } from '../items/entity.ts'
import type { Release } from './entity.ts'

/** `POST /projects/{id}/publish`: `all` refuses unless every item is ready, `ready` takes the ready ones. */
export interface Publish {
  mode: 'all' | 'ready'
  /** The items as they were seen: then nothing else goes out, and none that was changed since. */
  items?: SeenItem[] | undefined
  /** Items that replace what went live since they were begun, on purpose; `true`: whichever. */
  replace?: Id[] | boolean | undefined
  /** Why it is published; kept with the release. */
  note?: string | undefined
}

export interface PublishResult {
  project: Project
  items: ProjectItem[]
  release: Release
}

/** `POST /content/{id}/versions/{versionId}/publish`: a release without a project. */
export interface PublishVersion {
  /** What is live, as its reader saw it, to be replaced on purpose; null: nothing is. Refused (412) when that changed. */
  replace?: Id | null | undefined
  /** Why it is published; kept with the release. */
  note?: string | undefined
}

export interface PublishedVersion {
  version: VersionSummary
  release: Release
}

/**
 * `POST /releases/{id}/revert` answers 201 with a project that takes the release back once it is published, or 200 with
 * the one that waits to be.
 */
export interface Revert {
  /** Of the project; made of the release's note or its project's name when left out. */
  name?: string | undefined
}

export interface RevertResult {
  project: Project
  /** The release that is to be taken back. */
  release: Release
}

/** What keeps a project or a version from being published; listed in the problem's `blockers`. */
export type Blocker = ItemBlocker | OpenTaskBlocker

/** What is in the way of one version. */
export type ItemBlocker =
  | NotReadyBlocker
  | ApprovalsMissingBlocker
  | ChangedSinceBlocker
  | HeldBlocker
  | EmbedBlocker
  | EmbeddedBlocker

/** `GET /projects/{id}/blockers?mode=…`, `GET /content/{id}/versions/{versionId}/blockers`: what is in the way now. */
export interface BlockerList extends Page<Blocker> {
  /** Links that would lead to nothing live; they keep nothing from being published. */
  warnings: ReferenceWarning[]
}

/** What is to be done about a blocker. */
export const liftSteps = [
  'send',
  'approve',
  'overrule',
  'reopen',
  'unschedule',
  'rebase',
  'remove',
  'tick',
  'add',
  'take_out',
  'restore',
] as const
export type LiftStep = (typeof liftSteps)[number]

/** How a blocker is lifted, and by whom. */
export interface Lift {
  step: LiftStep
  /** The roles that may. */
  roles: Role[]
  /** Of those who may, the people whose turn it is first: the assignee, and whoever wrote the text. */
  people: Id[]
}

interface BlockingItem {
  /** Null where a version is published by itself. */
  itemId: Id | null
  contentId: Id
  versionId: Id
  title: string
  status: ProjectItem['status']
  /** What whoever rejected it said, where it is rejected. */
  rejection?: Rejection | undefined
  lift: Lift
}

export interface NotReadyBlocker extends BlockingItem {
  reason: 'not_ready'
}

/** Its rule asks for approvals that are not all there. */
export interface ApprovalsMissingBlocker extends BlockingItem {
  reason: 'approvals_missing'
  /** Null where it is ready by the rule of a project, and the site asks for something else. */
  approvals: ApprovalCount | null
  /** Nobody is left who could give those that are missing. */
  isStuck: boolean
}

/** Something else is live than when this version was begun: publishing this one would undo that. */
export interface ChangedSinceBlocker extends BlockingItem {
  reason: 'changed_since'
  /** Null where it was taken down meanwhile. */
  live: LiveVersion | null
}

/** A project holds the version, so it goes out with that project and not by itself. */
export interface HeldBlocker extends BlockingItem {
  reason: 'held_by_project'
  project: { id: Id; name: string }
}

/** A task of the checklist that blocks while it is open. */
export interface OpenTaskBlocker {
  reason: 'open_task'
  taskId: Id
  /** Of the task. */
  title: string
  /** The item that it is about; null: the project as a whole. */
  itemId: Id | null
  itemTitle: string | null
  lift: Lift
}

/** Content at the other end of a reference. */
export interface ReferredContent {
  contentId: Id
  /** In which it is, or would be; null where there is no such content. */
  language: Language | null
  /** Null where there is no such content. */
  title: string | null
  /** It was deleted, and can be brought back. */
  isInTrash?: true
}

/** What the text embeds is not live, and would not go live with it. */
export interface EmbedBlocker extends BlockingItem {
  reason: 'embed_not_live'
  reference: ReferredContent
}

/** What would be taken down is embedded in something that stays live. */
export interface EmbeddedBlocker extends BlockingItem {
  reason: 'embedded_live'
  reference: ReferredContent
}

/** A link from what would go live to what is not live, or from what stays live to what would be taken down. */
export interface ReferenceWarning {
  reason: 'link_not_live' | 'linked_live'
  itemId: Id | null
  contentId: Id
  versionId: Id
  title: string
  reference: ReferredContent
}

/** The version that people see now, and the project that published it, if that still holds it. */
export interface LiveVersion {
  versionId: Id
  versionNumber: number
  projectId: Id | null
  projectName: string | null
}
