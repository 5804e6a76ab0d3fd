/**
 * What there is of versions, items, projects and releases, as a model that knows no database: pages in one language,
 * versions by their numbers, since those are the same whatever ids they have.
 */
import type { ItemAction, ReviewDecision, SettableStatus, Status } from '@copydesk/contract'

/** The rules that there may be, each by its steps: how many of which people. The first one asks nobody. */
export const modelRules: readonly (readonly ModelStep[])[] = [
  [],
  [{ approvals: 2, of: [0, 1] }],
  [
    { approvals: 1, of: [0] },
    { approvals: 1, of: [0, 1] },
  ],
  [{ approvals: 1, of: 'group' }],
]

interface ModelStep {
  approvals: number
  of: readonly number[] | 'group'
}

/** What a rule asks for in a review: its number as it began, and who approved in which step. */
export interface ModelApprovals {
  rule: number
  given: { step: number; person: number }[]
}

/** As far as it is shown: what was carried out or cancelled is not. */
export interface ModelSchedule {
  state: 'pending' | 'missed' | 'failed'
  dueAt: number
}

/** What a version was reviewed by last: where the rule was made, and which it was. */
export interface ModelRuledBy {
  /** `site`, or a project. */
  scope: string
  rule: number
}

export interface ModelVersion {
  status: Status
  /** What was live when it was begun; null: nothing. */
  base: number | null
  /** Counts edits; an approval is of one text. */
  text: number
  /** Null where it is not in review, or no rule asks. */
  approvals: ModelApprovals | null
  ruledBy: ModelRuledBy
  /** Of itself, without a project. */
  schedule: ModelSchedule | null
}

export interface ModelItem {
  action: ItemAction
  number: number
  /** Of a take-down; one that publishes has the status of its version. */
  review: Status | null
  approvals: ModelApprovals | null
}

export interface ModelEntry {
  content: number
  action: ItemAction
  number: number
  previous: number | null
}

/** A version, or an item that takes down: that goes by the rule of its project alone. */
export type Reviewed = Pick<ModelVersion, 'status' | 'approvals'> & Partial<Pick<ModelVersion, 'ruledBy'>>

export interface Model {
  /** Versions by content, number 1 first. */
  contents: ModelVersion[][]
  /** Items by project and content. */
  projects: Record<string, Record<number, ModelItem>>
  published: Record<string, true>
  archived: Record<string, true>
  /** Projects, and content, in the trash. */
  deleted: Record<string, true>
  deletedContents: Record<number, true>
  scheduled: Record<string, ModelSchedule>
  /** The number of the rule that reviews begin with, but in projects with one of their own. */
  rule: number
  projectRules: Record<string, number>
  /** The people in the group. */
  group: number[]
  /** What left a project and comes back with something, and take-downs, which come back as they were. */
  away: Record<string, ModelAway>
  releases: Record<string, ModelRelease>
}

/** With what of its project an item left it, or with its content; null where somebody took it out. */
export type ModelDeparture = 'archiving' | 'deletion' | 'content_deletion' | null

export interface ModelAway extends ModelItem {
  leftWith: ModelDeparture
}

export interface ModelRelease {
  project: string | null
  entries: ModelEntry[]
  revertProject: string | null
}

export type ModelCommand =
  | { type: 'draft' | 'edit'; content: number; number: number }
  /** `seen`: what was live when its sender looked; undefined where they did not ask to replace that. */
  | { type: 'rebase'; content: number; number: number; seen: number | null }
  | { type: 'move'; content: number; number: number; status: SettableStatus }
  | { type: 'moveItem'; project: string; content: number; status: SettableStatus }
  | { type: 'rule'; rule: number }
  /** Null: the project has the one of the site again. */
  | { type: 'projectRule'; project: string; rule: number | null }
  | { type: 'group'; person: number; isIn: boolean }
  /** `seen`: the text that its sender read. */
  | ({ type: 'decide'; content: number; number: number } & ModelDecision)
  | ({ type: 'decideItem'; project: string; content: number } & ModelDecision)
  | { type: 'assign'; project: string; content: number }
  | { type: 'add'; project: string; content: number; action: ItemAction }
  /** Of what is there when its sender looks; what comes meanwhile has another id. */
  | { type: 'remove'; project: string; content: number; isThere: boolean }
  | { type: 'publish'; project: string; mode: 'all' | 'ready'; replace: boolean }
  | { type: 'publishVersion'; content: number; number: number; seen: number | null | undefined }
  | { type: 'schedule' | 'reschedule'; project: string; dueAt: number }
  | { type: 'scheduleVersion' | 'rescheduleVersion'; content: number; number: number; dueAt: number }
  | { type: 'cancel' | 'runMissed'; project: string }
  | { type: 'cancelVersion' | 'runMissedVersion'; content: number; number: number }
  | { type: 'archive' | 'reactivate' | 'delete' | 'restore'; project: string }
  | { type: 'deleteContent' | 'restoreContent'; content: number }
  /** It is this late by the clock: a schedule whose time has come is carried out; where there is none, nothing happens. */
  | { type: 'due'; project: string; at: number }
  | { type: 'dueVersion'; content: number; number: number; at: number }
  /** Approvals of who is not asked any more end for good. */
  | { type: 'recheck' }
  | { type: 'revert'; release: string }

export interface ModelDecision {
  person: number
  decision: ReviewDecision
  seen: number
}

/** The name of a release: a version goes live once and is taken down once, so what it did tells it from all others. */
export function releaseKey(entries: readonly ModelEntry[]): string {
  return entries
    .map(({ content, action, number }) => `${content}${action === 'publish' ? '+' : '-'}${number}`)
    .sort()
    .join(' ')
}

/** The name of the project that takes a release back, the first one or the one after another. */
export function revertProjectKey(release: string, before: string | null): string {
  return before === null
    ? `revert of ${release} #1`
    : before.replace(/\d+$/, (count) => `${Number(count) + 1}`)
}
