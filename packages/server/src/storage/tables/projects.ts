/** Projects, what they bundle, who is in them, what there is to do and what was done. */
import type {
  ActivityKind,
  Actor,
  ItemAction,
  MemberRole,
  ProjectColor,
  ProjectVisibility,
  Status,
} from '@copydesk/contract'
import type { Generated } from 'kysely'

export interface ProjectsTable {
  id: string
  revision: number
  name: string
  description: string
  color: ProjectColor
  visibility: Generated<ProjectVisibility>
  created_by_id: string
  created_by_kind: Actor['kind']
  created_at: number
  updated_at: number
  published_at: number | null
  /** Set while it is archived: it is read only. */
  archived_at: Generated<number | null>
  /** The release that it takes back once it is published; null for all others. */
  reverts_release_id: Generated<string | null>
  /** Set on a deleted project, so that its address answers 410. */
  deleted_at: number | null
  deleted_by_id: Generated<string | null>
  deleted_by_kind: Generated<Actor['kind'] | null>
  /** When it leaves the trash for good. */
  purge_at: Generated<number | null>
  /** Since when nothing is left of it but this row and its releases. */
  purged_at: Generated<number | null>
  /** The schedule that it shows: while that is pending or missed, or failed and was not dismissed. */
  schedule_id: string | null
}

/** Who is in a private project. */
export interface ProjectMembersTable {
  project_id: string
  /** Of a person or a group. */
  member_id: string
  member_kind: 'person' | 'group'
  role: MemberRole
  added_by_id: string
  added_by_kind: Actor['kind']
  added_at: number
  /** 1 for an administrator who let themself in. */
  entered: 0 | 1
}

export interface ProjectItemsTable {
  id: string
  revision: number
  project_id: string
  content_id: string
  action: Generated<ItemAction>
  /**
   * Of an item that publishes: held by it, and unique among such items. One that unpublishes names the version that is
   * live without holding it.
   */
  version_id: string
  /** How the review of an item that unpublishes stands; null where it publishes: that status is the version's. */
  review_status: Generated<Status | null>
  /** The last rejection of an item that unpublishes, as in `versions`. */
  rejection_reason: Generated<string | null>
  rejected_by_id: Generated<string | null>
  rejected_by_kind: Generated<Actor['kind'] | null>
  rejected_at: Generated<number | null>
  assignee_id: string | null
  /** `YYYY-MM-DD`: a day, wherever one is. */
  due_date: string | null
  added_at: number
  updated_at: number
  updated_by_id: string
  updated_by_kind: Actor['kind']
}

/** An item that was taken out of its project; the same id comes back with the same version. */
export interface RemovedItemsTable
  extends Pick<
    ProjectItemsTable,
    | 'id'
    | 'revision'
    | 'project_id'
    | 'content_id'
    | 'action'
    | 'version_id'
    | 'review_status'
    | 'rejection_reason'
    | 'rejected_by_id'
    | 'rejected_by_kind'
    | 'rejected_at'
    | 'assignee_id'
    | 'due_date'
    | 'added_at'
  > {
  /** With what of its project it left; null where somebody took it out. */
  left_with: Generated<Departure | null>
}

/** Ways of a project that take items with it, and back; and the deletion of their content. */
export type Departure = 'archiving' | 'deletion' | 'content_deletion'

/** A task of a project's checklist. That of an item that left the project waits for it to come back. */
export interface TasksTable {
  id: string
  revision: number
  project_id: string
  /** Null: it is about the project as a whole. */
  item_id: string | null
  title: string
  /** 1 where nothing is published while it is open. */
  blocks: 0 | 1
  assignee_id: string | null
  /** As in `project_items`. */
  due_date: string | null
  /** Orders the checklist; with room between two, so that a move writes one row. */
  place: number
  done_by_id: string | null
  done_by_kind: Actor['kind'] | null
  done_at: number | null
  created_by_id: string
  created_by_kind: Actor['kind']
  created_at: number
  updated_by_id: string
  updated_by_kind: Actor['kind']
  updated_at: number
  /** Set on a deleted one, so that it can be put back. */
  deleted_at: number | null
}

/** What was done in a project. Never changed. */
export interface ActivityTable {
  project_id: string
  /** Counts up within the project, under its lock: the order of the feed. */
  number: number
  id: string
  kind: ActivityKind
  actor_id: string
  actor_kind: Actor['kind']
  at: number
  /** JSON. */
  facts: string
}

export interface ProjectTables {
  projects: ProjectsTable
  project_members: ProjectMembersTable
  project_items: ProjectItemsTable
  removed_items: RemovedItemsTable
  tasks: TasksTable
  activity: ActivityTable
}
