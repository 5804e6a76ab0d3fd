/**
 * What there is of versions, items, projects and releases, as a model that knows no database: pages in one language,
 * versions by their numbers, since those are the same whatever ids they have.
 */
import type { ItemAction, ReviewDecision, SettableStatus, Status } from '@copydesk/contract'

/** The rules that a site may have, each by its steps: how many of which people. The first one asks nobody. */
export const modelRules: readonly (readonly { approvals: number; of: readonly number[] }[])[] = [
  [],
  [{ approvals: 2, of: [0, 1] }],
  [
    { approvals: 1, of: [0] },
    { approvals: 1, of: [0, 1] },
  ],
  [{ approvals: 1, of: [1] }],
]

/** What a rule asks for in a review: its number as it began, and who approved in which step. */
export interface ModelApprovals {
  rule: number
  given: { step: number; person: number }[]
}

/** As far as it is shown: what was carried out or cancelled is not. */
export type ModelSchedule = 'pending' | 'failed'

export interface ModelVersion {
  status: Status
  /** What was live when it was begun; null: nothing. */
  base: number | null
  /** Counts edits; an approval is of one text. */
  text: number
  /** Null where it is not in review, or no rule asks. */
  approvals: ModelApprovals | null
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

export type Reviewed = Pick<ModelVersion, 'status' | 'approvals'>

export interface Model {
  /** Versions by content, number 1 first. */
  contents: ModelVersion[][]
  /** Items by project and content. */
  projects: Record<string, Record<number, ModelItem>>
  published: Record<string, true>
  scheduled: Record<string, ModelSchedule>
  /** The number of the rule that reviews begin with. */
  rule: number
  /** How the review of removed take-downs stood, which come back with it. */
  removed: Record<string, Reviewed>
  releases: Record<string, { entries: ModelEntry[]; revertProject: string | null }>
}

export type ModelCommand =
  | { type: 'draft' | 'edit'; content: number; number: number }
  /** `seen`: what was live when its sender looked; undefined where they did not ask to replace that. */
  | { type: 'rebase'; content: number; number: number; seen: number | null }
  | { type: 'move'; content: number; number: number; status: SettableStatus }
  | { type: 'moveItem'; project: string; content: number; status: SettableStatus }
  | { type: 'rule'; rule: number }
  /** `seen`: the text that its sender read. */
  | ({ type: 'decide'; content: number; number: number } & ModelDecision)
  | ({ type: 'decideItem'; project: string; content: number } & ModelDecision)
  | { type: 'assign'; project: string; content: number }
  | { type: 'add'; project: string; content: number; action: ItemAction }
  | { type: 'remove'; project: string; content: number }
  | { type: 'publish'; project: string; mode: 'all' | 'ready'; replace: boolean }
  | { type: 'publishVersion'; content: number; number: number; seen: number | null | undefined }
  | { type: 'schedule' | 'cancel'; project: string }
  | { type: 'scheduleVersion' | 'cancelVersion'; content: number; number: number }
  /** The time of its schedule has come; where it has none, nothing happens. */
  | { type: 'due'; project: string }
  | { type: 'dueVersion'; content: number; number: number }
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
