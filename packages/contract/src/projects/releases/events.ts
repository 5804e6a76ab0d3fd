/** What is published of a publish, in `project:{id}`. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { Project } from '../entity.ts'
import type { ItemChange } from '../items/events.ts'
import type { LiveVersion } from './commands.ts'
import type { ListedRelease, Release } from './entity.ts'

/** A project was made to take a release back, or did so. */
export interface ReleaseChanged extends EventBase<'release.changed'> {
  release: Release
}

/** Channel `projects`: releases that are new, or taken back. */
export interface ReleasesListed extends EventBase<'releases.listed'> {
  releases: ListedRelease[]
  /** There is more, for those who see private projects, or another part of the history is seen from now on. */
  isWithheld?: true
}

export interface ProjectPublished extends EventBase<'project.published'> {
  project: Project
  /** Absent from events of versions of Copydesk that had no releases. */
  release?: Release
  /** Every item whose version became `published`, and those of this project that they replaced. */
  items: ItemChange[]
  /** What was live and newer, and was replaced on purpose; absent when nothing was, and where that were more than one event carries: the release says it of each. */
  replaced?: { itemId: Id; live: LiveVersion | null }[]
}
