/** Publishing a project: what is asked for, what comes of it, and what keeps it from happening. */
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Project } from '../entity.ts'
import type { SeenItem } from '../items/commands.ts'
import type { ProjectItem, Rejection } from '../items/entity.ts'
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

/** Why an item keeps a project from being published; listed in the problem's `blockers`. */
export type Blocker = NotReadyBlocker | ChangedSinceBlocker

/** `GET /projects/{id}/blockers?mode=…`: what would keep it from being published now. */
export type BlockerList = Page<Blocker>

interface BlockingItem {
  itemId: Id
  title: string
  status: ProjectItem['status']
  /** What whoever rejected it said, where it is rejected. */
  rejection?: Rejection | undefined
}

export interface NotReadyBlocker extends BlockingItem {
  reason: 'not_ready'
}

/** Something else is live than when this version was begun: publishing this one would undo that. */
export interface ChangedSinceBlocker extends BlockingItem {
  reason: 'changed_since'
  /** Null where it was taken down meanwhile. */
  live: LiveVersion | null
}

/** The version that people see now, and the project that published it, if that still holds it. */
export interface LiveVersion {
  versionId: Id
  versionNumber: number
  projectId: Id | null
  projectName: string | null
}
