/** Content and its versions in each language. */
import type { Actor, ContentType, ReferenceKind, Status } from '@copydesk/contract'
import type { Generated } from 'kysely'

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
  /** 0 while everybody but the members of private projects has yet to see it, or was told that they see it no more. */
  seen_by_all: Generated<0 | 1>
}

/** The people who wrote or changed a version's text, and when last. */
export interface VersionEditorsTable {
  version_id: string
  person_id: string
  edited_at: number
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

export interface ContentTables {
  content_items: ContentItemsTable
  versions: VersionsTable
  version_bodies: VersionBodiesTable
  version_editors: VersionEditorsTable
  kept_texts: KeptTextsTable
  version_references: VersionReferencesTable
}
