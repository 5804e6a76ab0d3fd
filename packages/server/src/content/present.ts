/** Rows of content items and versions as the contract's entities: the only border to JSON. */
import type {
  ApprovalCount,
  ContentSummary,
  Id,
  KeptTextSummary,
  Rejection,
  Version,
  VersionSummary,
} from '@copydesk/contract'
import { instant } from '../command/command.ts'
import { presentSchedule } from '../projects/schedules/present.ts'
import type { Row } from '../storage/schema.ts'
import { fieldsFrom } from './fields.ts'
import type { LanguageRow } from './rows.ts'

type Unseen = 'by_hand' | 'text_changed_at' | 'seen_by_all'
type VersionSummaryRow = Omit<Row<'versions'>, Unseen> & {
  project_id: Id | null
  item_id: Id | null
} & ApprovalColumns

/** How far a review is, where there is one; it counts while the status is `in_review`. */
type ApprovalColumns = {
  [Column in 'step_count' | 'step' | 'given' | 'needed']: Row<'reviews'>[Column] | null
}

export function approvalsOf(row: ApprovalColumns & Pick<Row<'versions'>, 'status'>): ApprovalCount | null {
  const { status, step_count: steps, step, given, needed } = row
  if (status !== 'in_review' || !steps) return null
  return { step: step ?? 1, steps, given: given ?? 0, needed: needed ?? 1 }
}

/** `schedules` by their ids: that of the version is among them. */
export function presentVersionSummary(
  row: VersionSummaryRow,
  schedules: ReadonlyMap<Id, Row<'schedules'>>,
): VersionSummary {
  const schedule = schedules.get(row.schedule_id ?? '')
  return {
    id: row.id,
    revision: row.revision,
    contentId: row.content_id,
    language: row.language,
    number: row.number,
    status: row.status,
    baseVersionId: row.base_version_id,
    title: row.title,
    textRevision: row.text_revision,
    author: { id: row.author_id, kind: row.author_kind },
    editedBy: { id: row.edited_by_id ?? row.author_id, kind: row.edited_by_kind ?? row.author_kind },
    rejection: rejectionOf(row),
    approvals: approvalsOf(row),
    projectId: row.project_id,
    itemId: row.item_id,
    schedule: schedule === undefined ? null : presentSchedule(schedule),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  }
}

type RejectionRow = Pick<
  Row<'versions'>,
  'status' | 'rejection_reason' | 'rejected_by_id' | 'rejected_by_kind' | 'rejected_at'
>

/** What is kept of a rejection counts for as long as the status says so. */
export function rejectionOf(row: RejectionRow): Rejection | null {
  const { status, rejected_by_id: id, rejected_by_kind: kind, rejected_at: at } = row
  if (status !== 'rejected' || id === null || kind === null || at === null) return null
  return { reason: row.rejection_reason ?? '', by: { id, kind }, at: instant(at) }
}

export function presentVersion(
  row: VersionSummaryRow & { body: string; fields: string | null },
  schedules: ReadonlyMap<Id, Row<'schedules'>>,
): Version {
  return { ...presentVersionSummary(row, schedules), body: row.body, fields: fieldsFrom(row.fields) }
}

export function presentKeptText(row: Omit<Row<'kept_texts'>, 'body'>): KeptTextSummary {
  return {
    id: row.id,
    versionId: row.version_id,
    title: row.title,
    author: { id: row.author_id, kind: row.author_kind },
    keptAt: instant(row.kept_at),
  }
}

/** Under the name of its import, as in a folder of that name; nothing for what was written here. */
export function pathOf({
  source,
  external_id,
}: Pick<Row<'content_items'>, 'source' | 'external_id'>): Pick<ContentSummary, 'path'> {
  const [, name] = /^import:(.*)$/s.exec(source ?? '') ?? []
  return name === undefined || external_id === null ? {} : { path: `${name}/${external_id}` }
}

/** `languages`: the newest version of each, the item's first language first. */
export function presentContent(
  row: Row<'content_items'>,
  languages: readonly LanguageRow[],
  projectIds: Id[],
): ContentSummary {
  const [first] = languages
  if (!first) throw new Error(`The content item ${row.id} has no version`)
  return {
    id: row.id,
    revision: row.revision,
    type: row.type,
    title: first.title,
    ...pathOf(row),
    languages: languages.map((language) => ({
      language: language.language,
      versionId: language.id,
      number: language.number,
      status: language.status,
      title: language.title,
      publishedNumber: language.published_number,
      projectId: language.project_id,
    })),
    projectIds,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    updatedBy: { id: row.updated_by_id, kind: row.updated_by_kind },
  }
}
