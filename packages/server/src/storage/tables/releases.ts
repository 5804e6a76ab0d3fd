/** What publishing did, and when it is to happen. */
import type { Actor, ItemAction, Occurrence, ReleaseState, ScheduleState } from '@copydesk/contract'
import type { Generated } from 'kysely'

/** What publishing a project made of it. */
export interface ReleasesTable {
  id: string
  revision: number
  /** Null where a version was published by itself. */
  project_id: string | null
  state: ReleaseState
  note: string
  published_count: number
  taken_down_count: number
  started_by_id: string
  started_by_kind: Actor['kind']
  started_at: number
  finished_at: number | null
  /** The schedule that it was carried out by. */
  schedule_id: string | null
  /** The project made last to take it back; it may be deleted since. */
  revert_project_id: Generated<string | null>
  /** The release that took it back. */
  reverted_by_id: Generated<string | null>
}

/** When a project, or a version by itself, goes out. */
export interface SchedulesTable {
  id: string
  revision: number
  /** One of both: a project, or a version with its content. */
  project_id: string | null
  content_id: string | null
  version_id: string | null
  state: ScheduleState
  /** What the clocks of the zone show then. */
  wall_time: string
  time_zone: string
  /** Which of the two, where they show it twice. */
  occurrence: Occurrence | null
  /** What follows from these, by the rules of zones in the edition. */
  due_at: number
  zone_edition: string
  note: string
  scheduled_by_id: string
  scheduled_by_kind: Actor['kind']
  created_at: number
  updated_at: number
  /** Since when something is in its way, as people were told. */
  blocked_at: number | null
  ended_at: number | null
  failure_code: string | null
  failure_detail: string | null
}

/** What a release did to a content item in a language. Never changed. */
export interface ReleaseItemsTable {
  id: string
  release_id: string
  /** The project item; it may have left the project since. Null where there was no project. */
  item_id: string | null
  content_id: string
  language: string
  action: ItemAction
  version_id: string
  base_version_id: string | null
  /** What was live until then: what a revert brings back. */
  previous_version_id: string | null
  /** 1 where something other than the base was live, and was replaced on purpose. */
  replaced: 0 | 1
}

export interface ReleaseTables {
  releases: ReleasesTable
  schedules: SchedulesTable
  release_items: ReleaseItemsTable
}
