/**
 * The tables, as Kysely sees them. Names are those of the database (snake_case); instants are integer
 * milliseconds since 1970 UTC, ids UUIDv7 text, JSON is text. Both dialects hold to this one file.
 */
import type {
  ActivityKind,
  Actor,
  ContentType,
  ItemAction,
  MemberRole,
  NotificationKind,
  NotificationReason,
  NotificationType,
  Occurrence,
  ProjectColor,
  ProjectVisibility,
  ReferenceKind,
  ReleaseState,
  Role,
  ScheduleState,
  Status,
  SubscriptionKey,
  SubscriptionLevel,
} from '@copydesk/contract'
import type { Generated, Selectable } from 'kysely'

/** Key and value facts about the database itself: `epoch`, `created_at`, `demo`. */
export interface MetaTable {
  key: string
  value: string
}

/** The head of each channel that was ever published in. Rows are never deleted: offsets must not start again. */
export interface ChannelsTable {
  name: string
  epoch: string
  /** Offset of the newest publication. */
  head: number
  /** Publications up to this offset were removed by retention. */
  floor: number
  changed_at: number
  /**
   * Of the payloads kept, as UTF-8. A payload that is rewritten later may make it a little too large; housekeeping
   * counts anew where it matters.
   */
  bytes: Generated<number>
}

export interface PublicationsTable {
  channel: string
  offset: number
  data: string
  at: number
  /** Who published it, as JSON; null for what the server itself published. */
  info: string | null
  /** Names and values that a developer's backend published along, as JSON. */
  tags: string | null
}

/** Work that follows from a change, written in its transaction and carried out by `jobs/`. Done entries are gone. */
export interface OutboxTable {
  id: string
  /** The name of the work. */
  topic: string
  /** JSON. */
  payload: string
  /** Unique within the topic: one entry under a key is pending at most. */
  key: Generated<string | null>
  /** In whose name it is done; null: the system's. */
  actor_id: Generated<string | null>
  actor_kind: Generated<Actor['kind'] | null>
  created_at: number
  /** Not before this instant; pushed back after a failure. */
  due_at: number
  /** 1 where an instant was asked for; 0 where `due_at` only is the end of a short wait. */
  timed: Generated<0 | 1>
  attempts: number
  /** Of the node that is at it, for work outside of transactions; null: free. */
  lease: Generated<string | null>
  /** Why the last attempt failed. */
  last_error: Generated<string | null>
}

/** Entries of the outbox that failed at their last attempt, until somebody has them tried again. */
export interface FailedWorkTable {
  id: string
  topic: string
  payload: string
  key: string | null
  actor_id: string | null
  actor_kind: Actor['kind'] | null
  created_at: number
  failed_at: number
  attempts: number
  error: string
}

/** A row per name of work: whichever node has it locked is carrying out a batch of it. */
export interface WorkLocksTable {
  name: string
}

export interface IdempotencyKeysTable {
  person_id: string
  key: string
  request_hash: string
  status: number
  body: string
  created_at: number
}

export interface PeopleTable {
  id: string
  revision: number
  name: string
  email: string
  role: Role
  /** Argon2id in PHC string format; null for people who cannot sign in with a password. */
  password_hash: string | null
  /** What an embedding application calls the person by in its tokens. */
  external_id: Generated<string | null>
  /** BCP 47; null: as the person's device writes dates. */
  language: string | null
  /** IANA; null: that of the person's device. */
  time_zone: string | null
  /** Since when the person is kept out; null for those who work here. */
  deactivated_at: number | null
  /** Since when for good; never without the other. */
  removed_at: number | null
  created_at: number
}

export interface SessionsTable {
  id: string
  /** SHA-256 of the 256-bit token, hex; the token itself is only in the cookie. */
  token_hash: string
  person_id: string
  /** As the browser called itself; null for sessions without one. */
  user_agent: string | null
  created_at: number
  /** To some minutes; null for sessions from before it was noted. */
  last_seen_at: number | null
  expires_at: number
}

/** Links that let one person in each. */
export interface InvitationsTable {
  id: string
  revision: number
  /** SHA-256 of the 256-bit token, hex; the token itself is only in the link. */
  token_hash: string
  /** For whom it is, in the words of whoever invited. */
  label: string
  role: Role
  created_by_id: string
  created_by_kind: Actor['kind']
  created_at: number
  expires_at: number
  accepted_at: number | null
  accepted_by_id: string | null
  revoked_at: number | null
}

/** People under one name. */
export interface GroupsTable {
  id: string
  revision: number
  name: string
  created_at: number
  /** 1 where the provider says who is in it. */
  managed: Generated<number>
}

/** Who is in which group, those who are kept out included. */
export interface GroupMembersTable {
  group_id: string
  person_id: string
}

/** Changes whenever a person sees other private projects than before. */
export interface AccessMarksTable {
  person_id: string
  mark: string
}

/** Who at the OpenID Connect provider is which person. */
export interface ProviderAccountsTable {
  issuer: string
  subject: string
  person_id: string
  created_at: number
}

/** Keys that programs call the API with. Revoked ones stay, so that it can be told who did what. */
export interface ServiceKeysTable {
  id: string
  revision: number
  name: string
  /** SHA-256 of the key, hex; the key itself is nowhere. */
  key_hash: string
  prefix: string
  /** JSON list. */
  scopes: string
  created_by_id: string
  created_by_kind: Actor['kind']
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

/** What an administrator switched off, or on again; no row: never touched. */
export interface LiveSwitchesTable {
  name: 'all' | 'websocket'
  enabled: 0 | 1
  changed_by_id: string
  changed_by_kind: Actor['kind']
  changed_at: number
}

export interface ContentItemsTable {
  id: string
  revision: number
  type: ContentType
  /** Where the item came from, e.g. `import`; null when it was written here. */
  source: string | null
  /** Its id there, unique within the source. */
  external_id: string | null
  created_at: number
  updated_at: number
  updated_by_id: string
  updated_by_kind: Actor['kind']
  /** Set while it is in the trash, and after that for good. */
  deleted_at: Generated<number | null>
  deleted_by_id: Generated<string | null>
  deleted_by_kind: Generated<Actor['kind'] | null>
  /** When it leaves the trash for good. */
  purge_at: Generated<number | null>
  /** Since when nothing is left of it but this row and what releases name. */
  purged_at: Generated<number | null>
}

export interface VersionsTable {
  id: string
  revision: number
  content_id: string
  language: string
  number: number
  status: Status
  title: string
  author_id: string
  author_kind: Actor['kind']
  /** Who wrote the present text; null where that is the author. */
  edited_by_id: string | null
  edited_by_kind: Actor['kind'] | null
  /** 1 once a person wrote or changed its text, or when nobody says: an import never edits such a version. */
  by_hand: Generated<0 | 1>
  /** The last rejection; it counts while the status is `rejected`. */
  rejection_reason: Generated<string | null>
  rejected_by_id: Generated<string | null>
  rejected_by_kind: Generated<Actor['kind'] | null>
  rejected_at: Generated<number | null>
  /** The schedule of it by itself that it shows, as of a project. */
  schedule_id: Generated<string | null>
  created_at: number
  updated_at: number
  /** Unlike `updated_at`, not moved by a status or a project; 0 while the text is as it was begun. */
  text_changed_at: Generated<number>
  /** 1, 2, 3 …: grows with each edit of title or text, and with nothing else. */
  text_revision: Generated<number>
  /** What was live in its language when it was begun, or taken for its base since; null: nothing was. */
  base_version_id: Generated<string | null>
}

/** The people who wrote or changed a version's text, and when last. */
export interface VersionEditorsTable {
  version_id: string
  person_id: string
  edited_at: number
}

/** The approval rule of the site, and of each project that has or had one of its own. */
export interface ApprovalRulesTable {
  /** `site`, or the id of a project. */
  scope: string
  revision: number
  /** JSON; null: there is none any more. */
  steps: string | null
  editors_may_approve: 0 | 1
  changed_by_id: string
  changed_by_kind: Actor['kind']
  changed_at: number
}

/** The last review of a version, or of an item that unpublishes. */
export interface ReviewsTable {
  /** Id of the version, or of that item. */
  subject_id: string
  content_id: string
  /** Where the rule was made that it goes by. */
  scope: string
  /** JSON: the rule as it was when the review began. */
  steps: string
  editors_may_approve: 0 | 1
  step_count: number
  /** How far it is, for lists; what decides counts the approvals. */
  step: number
  given: number
  needed: number
  begun_at: number
  begun_by_id: string
  begun_by_kind: Actor['kind']
  overruled_at: number | null
  overruled_by_id: string | null
  overruled_by_kind: Actor['kind'] | null
  overrule_reason: string | null
}

export interface ApprovalsTable {
  id: string
  subject_id: string
  content_id: string
  /** 1, 2, 3 … */
  step: number
  person_id: string
  /** Of the text that was read. */
  text_revision: number
  given_at: number
  /** Null while it counts. */
  ended_at: number | null
  ended_because: 'withdrawn' | 'edited' | 'right_lost' | 'begun_anew' | null
}

/** Texts of versions that lost to others: read and taken up again, never published. */
export interface KeptTextsTable {
  id: string
  version_id: string
  title: string
  body: string
  author_id: string
  author_kind: Actor['kind']
  kept_at: number
}

/** The text of each version, apart from it: a change of status then leaves the text where it is. */
export interface VersionBodiesTable {
  version_id: string
  /** Markdown. */
  body: string
  /** A JSON object: what else the imported file's front matter says; null where there is none. */
  fields: string | null
}

/** What the text of each version refers to. */
export interface VersionReferencesTable {
  version_id: string
  /** A content item, which need not exist. */
  target_id: string
  kind: ReferenceKind
}

/** The folders that a source of imports was brought in from. */
export interface ImportFoldersTable {
  /** As in `content_items`. */
  source: string
  /** The folder's real path. */
  path: string
  /** A JSON list: the languages that its names were found to tell. */
  languages: string
  imported_at: number
}

/** The items of a source by their ids there. Written before the items are, so that links can name them. */
export interface ImportItemsTable {
  source: string
  external_id: string
  content_id: string
}

/** A run of an import that wrote something. */
export interface ImportRunsTable {
  id: string
  source: string
  folder: string
  started_at: number
  undone_at: number | null
}

/** What a run wrote into a version, and what was there before: to take it back. */
export interface ImportChangesTable {
  run_id: string
  version_id: string
  content_id: string
  language: string
  /** It came with a new item, was new in one that was there, or was changed. */
  kind: 'content' | 'version' | 'edit'
  /** Of the version after it: while that stays, nobody changed the text since. */
  text_revision: number
  /** Of what was changed, as it was before. */
  title: string | null
  body: string | null
  fields: string | null
  /** JSON: what was remembered of the file before. */
  remembered: string | null
}

/** What an import wrote last into a language of an item. Hashes of it as the file has it. */
export interface ImportTextsTable {
  content_id: string
  language: string
  folder: string
  /** Of the file, below the folder. */
  path: string
  text_hash: string
  fields_hash: string
  /** Of where its links led. */
  links_hash: string
}

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

export interface CommentsTable {
  id: string
  revision: number
  /** Null for a thread on a text by itself. */
  project_id: string | null
  item_id: string | null
  /** What an item was of, which outlives it; or the text by itself. Null for a thread about a project. */
  content_id: string | null
  language: string | null
  thread_id: string
  parent_id: string | null
  author_id: string
  author_kind: Actor['kind']
  body: string
  created_at: number
  edited_at: number | null
  deleted_at: number | null
}

/** Comments that are not deleted, of a project, an item or `content:language`; no row: none. */
export interface CommentCountsTable {
  subject_id: string
  count: number
}

export interface NotificationsTable {
  id: string
  revision: number
  person_id: string
  /** The event it tells of: unique together with person and reason, whatever is retried. */
  event_id: string
  kind: NotificationKind
  reason: NotificationReason
  actor_id: string
  actor_kind: Actor['kind']
  /** Null for what is in no project. */
  project_id: string | null
  project_name: string | null
  item_id: string | null
  /** Of the item, or of the version where there is no project. */
  item_title: string | null
  comment_id: string | null
  /** Of what is in no project. */
  content_id: Generated<string | null>
  version_id: Generated<string | null>
  /** Of a comment the words quoted; of all else its facts in words, for the version before. */
  excerpt: string
  /** JSON; null for comments, and for what is older than its facts. */
  facts: Generated<string | null>
  /** Of the event that told of it in its person's channel; 0 from before that was kept. */
  offset: Generated<number>
  created_at: number
  seen_at: number | null
  read_at: number | null
  /** Since when its person does not see what it tells of; it is listed nowhere then, and counted nowhere. */
  withdrawn_at: Generated<number | null>
}

/** Notifications of a person that are neither read nor seen; no row: none. */
export interface InboxCountsTable {
  person_id: string
  unread: number
  unseen: number
}

/** What people watch and mute; `default` is kept with its revision. */
export interface SubscriptionsTable {
  person_id: string
  key: SubscriptionKey
  level: SubscriptionLevel
  revision: number
  changed_at: number
}

/** What people want to be told of, where they changed it. */
export interface PreferencesTable {
  person_id: string
  type: NotificationType
  inbox: 0 | 1
  revision: number
}

export interface Tables {
  meta: MetaTable
  channels: ChannelsTable
  publications: PublicationsTable
  outbox: OutboxTable
  failed_work: FailedWorkTable
  work_locks: WorkLocksTable
  idempotency_keys: IdempotencyKeysTable
  people: PeopleTable
  sessions: SessionsTable
  service_keys: ServiceKeysTable
  provider_accounts: ProviderAccountsTable
  invitations: InvitationsTable
  groups: GroupsTable
  group_members: GroupMembersTable
  access_marks: AccessMarksTable
  live_switches: LiveSwitchesTable
  content_items: ContentItemsTable
  versions: VersionsTable
  version_bodies: VersionBodiesTable
  version_editors: VersionEditorsTable
  approval_rules: ApprovalRulesTable
  reviews: ReviewsTable
  approvals: ApprovalsTable
  kept_texts: KeptTextsTable
  version_references: VersionReferencesTable
  import_folders: ImportFoldersTable
  import_items: ImportItemsTable
  import_texts: ImportTextsTable
  import_runs: ImportRunsTable
  import_changes: ImportChangesTable
  projects: ProjectsTable
  project_members: ProjectMembersTable
  project_items: ProjectItemsTable
  removed_items: RemovedItemsTable
  tasks: TasksTable
  activity: ActivityTable
  releases: ReleasesTable
  schedules: SchedulesTable
  release_items: ReleaseItemsTable
  comments: CommentsTable
  comment_counts: CommentCountsTable
  notifications: NotificationsTable
  inbox_counts: InboxCountsTable
  subscriptions: SubscriptionsTable
  preferences: PreferencesTable
}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>
