/**
 * What may become of versions, items, projects and releases, as a model of a few lines that knows no database: each
 * command is refused or changes the state. Pages in one language; versions by their numbers, since those are the same
 * whatever ids they have. Held against the product by release-model.property.test.ts.
 */
import {
  type ItemAction,
  mayMoveStatus,
  type ReviewDecision,
  type SettableStatus,
  type Status,
} from '@copydesk/contract'

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

type Reviewed = Pick<ModelVersion, 'status' | 'approvals'>

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

interface ModelDecision {
  person: number
  decision: ReviewDecision
  seen: number
}

const isOut = (status: Status) => status === 'published' || status === 'previously_published'

/** The name of a release: a version goes live once and is taken down once, so what it did tells it from all others. */
export function releaseKey(entries: readonly ModelEntry[]): string {
  return entries
    .map(({ content, action, number }) => `${content}${action === 'publish' ? '+' : '-'}${number}`)
    .sort()
    .join(' ')
}

/** Changes the model as the command says, and answers whether it was accepted; one that is refused changes nothing. */
export function applyToModel(model: Model, command: ModelCommand): boolean {
  switch (command.type) {
    case 'draft':
      begin(model, command.content, { status: 'draft', base: liveOf(model, command.content) })
      return true
    case 'edit': {
      const version = versionOf(model, command)
      if (version === undefined || !['draft', 'in_review', 'rejected'].includes(version.status)) return false
      if (version.status === 'rejected') version.status = 'draft'
      version.text += 1
      if (version.approvals) version.approvals.given = []
      return true
    }
    case 'rebase': {
      const version = versionOf(model, command)
      if (version === undefined || isOut(version.status) || version.status === 'scheduled') return false
      if (command.seen !== liveOf(model, command.content)) return false
      version.base = liveOf(model, command.content)
      return true
    }
    case 'move':
      return moveTo(model, versionOf(model, command), command.status)
    case 'moveItem':
      return ofItem(model, command, (reviewed) => moveTo(model, reviewed, command.status))
    case 'rule':
      model.rule = command.rule
      return true
    case 'decide': {
      const version = versionOf(model, command)
      return version !== undefined && decide(version, version.text, command)
    }
    case 'decideItem':
      return ofItem(model, command, (reviewed, text) => decide(reviewed, text, command))
    case 'assign':
      // Whoever is to see to it, nothing else of it changes.
      return model.projects[command.project]?.[command.content] !== undefined
    case 'add':
      return add(model, command)
    case 'remove': {
      const items = model.projects[command.project] ?? {}
      const item = items[command.content]
      if (model.scheduled[command.project] === 'pending') return false
      if (item?.action === 'unpublish') model.removed[removedKey(command, item.number)] = reviewOf(item)
      delete items[command.content]
      return true
    }
    case 'publish':
      return publish(model, command)
    case 'publishVersion':
      return publishVersion(model, command)
    case 'schedule': {
      if (model.scheduled[command.project] === 'pending') return false
      const going = goingOf(model, command.project, { mode: 'all', replace: false })
      if (going === null) return false
      for (const [content, item] of going) setStatus(model, content, item, 'scheduled')
      model.scheduled[command.project] = 'pending'
      return true
    }
    case 'cancel':
      if (!model.scheduled[command.project]) return false
      letGo(model, command.project)
      delete model.scheduled[command.project]
      return true
    case 'due':
      if (model.scheduled[command.project] !== 'pending') return true
      if (!publish(model, { ...command, mode: 'all', replace: false, from: 'scheduled' })) {
        letGo(model, command.project)
        model.scheduled[command.project] = 'failed'
      }
      return true
    case 'scheduleVersion': {
      const version = versionOf(model, command)
      if (version === undefined || !mayPublish(model, command, 'ready')) return false
      version.status = 'scheduled'
      version.schedule = 'pending'
      return true
    }
    case 'cancelVersion': {
      const version = versionOf(model, command)
      if (!version?.schedule) return false
      if (version.schedule === 'pending') version.status = 'ready'
      version.schedule = null
      return true
    }
    case 'dueVersion': {
      const version = versionOf(model, command)
      if (version?.schedule !== 'pending') return true
      if (!publishVersion(model, { ...command, seen: undefined, from: 'scheduled' })) {
        version.status = 'ready'
        version.schedule = 'failed'
      }
      return true
    }
    case 'revert':
      return revert(model, command.release)
  }
}

function begin(model: Model, content: number, version: Pick<ModelVersion, 'status' | 'base'>): void {
  versionsOf(model, content).push({ ...version, text: 1, approvals: null, schedule: null })
}

function moveTo(model: Model, reviewed: Reviewed | undefined, status: SettableStatus): boolean {
  if (reviewed === undefined) return false
  if (reviewed.status === status) return true
  if (!mayMoveStatus(reviewed.status, status)) return false
  // Nothing becomes ready by hand where a rule asks, and nobody rejects without a reason.
  if (reviewed.approvals !== null && status !== 'draft') return false
  reviewed.status = status
  const isAsked = status === 'in_review' && model.rule > 0
  reviewed.approvals = isAsked ? { rule: model.rule, given: [] } : null
  return true
}

/** What is reviewed of an item: the version that it publishes, or itself, with the text that is decided about. */
function ofItem(
  model: Model,
  { project, content }: { project: string; content: number },
  change: (reviewed: Reviewed, text: number) => boolean,
): boolean {
  const item = model.projects[project]?.[content]
  const version = item && versionOf(model, { content, ...item })
  if (item === undefined || version === undefined) return false
  if (item.action === 'publish') return change(version, version.text)
  const own = reviewOf(item)
  const isDone = change(own, item.number)
  item.review = own.status
  item.approvals = own.approvals
  return isDone
}

function reviewOf({ review, approvals }: ModelItem): Reviewed {
  return { status: review ?? 'draft', approvals }
}

function decide(reviewed: Reviewed, text: number, { person, decision, seen }: ModelDecision): boolean {
  const { approvals } = reviewed
  if (reviewed.status !== 'in_review' || (decision !== 'withdraw' && seen !== text)) return false
  if (approvals === null && (decision === 'withdraw' || decision === 'overrule')) return false
  if (decision === 'withdraw') return withdraw(approvals, person)
  if (decision === 'approve' && approvals !== null) {
    if (!approve(approvals, person)) return false
    if (openStep(approvals) !== undefined) return true
  }
  reviewed.status = decision === 'reject' ? 'rejected' : 'ready'
  reviewed.approvals = null
  return true
}

function approve(approvals: ModelApprovals, person: number): boolean {
  const step = openStep(approvals) ?? 0
  if (!modelRules[approvals.rule]?.[step]?.of.includes(person)) return false
  const isGiven = approvals.given.some((one) => one.step === step && one.person === person)
  if (!isGiven) approvals.given.push({ step, person })
  return true
}

/** Takes back the last one of a person. */
function withdraw(approvals: ModelApprovals | null, person: number): boolean {
  const last = approvals?.given.findLastIndex((one) => one.person === person) ?? -1
  if (last >= 0) approvals?.given.splice(last, 1)
  return last >= 0
}

/** The first step that lacks approvals. */
function openStep({ rule, given }: ModelApprovals): number | undefined {
  const open = modelRules[rule]?.findIndex(
    ({ approvals }, index) => given.filter(({ step }) => step === index).length < approvals,
  )
  return open === -1 ? undefined : open
}

function add(
  model: Model,
  { project, content, action }: { project: string; content: number; action: ItemAction },
): boolean {
  if (model.scheduled[project] === 'pending') return false
  const items = model.projects[project] ?? {}
  const occupant = items[content]
  const isOpen = occupant !== undefined && !isOut(statusOf(model, content, occupant))
  const live = liveOf(model, content)
  if (action === 'unpublish' && live === null) return false
  if (isOpen) return occupant.action === action
  if (action === 'unpublish' && live !== null) {
    const key = removedKey({ project, content }, live)
    // Whatever takes up an item that is there begins anew.
    const before = occupant === undefined ? model.removed[key] : undefined
    if (occupant === undefined) delete model.removed[key]
    const { status: review, approvals } = before ?? { status: 'draft', approvals: null }
    items[content] = { action, number: live, review, approvals }
    return true
  }
  const versions = versionsOf(model, content)
  const newest = versions.at(-1)
  const isFree =
    newest &&
    !isOut(newest.status) &&
    newest.status !== 'scheduled' &&
    holderOf(model, content, versions.length) === null
  if (!isFree) begin(model, content, { status: 'draft', base: live })
  items[content] = { action, number: versions.length, review: null, approvals: null }
  return true
}

interface Going {
  mode: 'all' | 'ready'
  replace: boolean
  /** What goes has this status. */
  from?: 'ready' | 'scheduled'
}

function publish(model: Model, { project, ...how }: { project: string } & Going): boolean {
  const going = goingOf(model, project, how)
  if (going === null) return false
  const entries = going.map(([content, item]) => release(model, content, item))
  model.releases[releaseKey(entries)] = { entries, revertProject: null }
  model.published[project] = true
  delete model.scheduled[project]
  return true
}

interface OneGoing {
  content: number
  number: number
  seen?: number | null | undefined
}

function publishVersion(
  model: Model,
  { from = 'ready', ...one }: OneGoing & { from?: 'ready' | 'scheduled' },
): boolean {
  if (!mayPublish(model, one, from)) return false
  const { content, number } = one
  const entries = [release(model, content, { action: 'publish', number, review: null, approvals: null })]
  model.releases[releaseKey(entries)] = { entries, revertProject: null }
  return true
}

/** Whether nothing is in the way of a version that goes by itself. */
function mayPublish(model: Model, { content, number, seen }: OneGoing, from: 'ready' | 'scheduled'): boolean {
  const version = versionOf(model, { content, number })
  if (version?.status !== from || holderOf(model, content, number) !== null) return false
  const live = liveOf(model, content)
  return seen === undefined ? version.base === live : seen === live
}

/** What goes out of a project; null where something is in the way, or nothing is ready. */
function goingOf(
  model: Model,
  project: string,
  { mode, replace, from = 'ready' }: Going,
): [number, ModelItem][] | null {
  const open = itemsOf(model, project).filter(([content, item]) => !isOut(statusOf(model, content, item)))
  const going = open.filter(([content, item]) => statusOf(model, content, item) === from)
  if (going.length === 0 || (mode === 'all' && going.length < open.length)) return null
  const isInTheWay = going.some(([content, item]) => {
    const live = liveOf(model, content)
    const base = item.action === 'publish' ? versionOf(model, { content, ...item })?.base : item.number
    return base !== live && !(replace && (item.action === 'publish' || live !== null))
  })
  return isInTheWay ? null : going
}

/** What a schedule held is ready again. */
function letGo(model: Model, project: string): void {
  for (const [content, item] of itemsOf(model, project)) {
    if (statusOf(model, content, item) === 'scheduled') setStatus(model, content, item, 'ready')
  }
}

function release(model: Model, content: number, item: ModelItem): ModelEntry {
  const previous = liveOf(model, content)
  const former = previous === null ? undefined : versionOf(model, { content, number: previous })
  if (former) former.status = 'previously_published'
  if (item.action === 'publish') {
    setStatus(model, content, item, 'published')
    const version = versionOf(model, { content, ...item })
    if (version) version.schedule = null
  } else {
    item.number = previous ?? item.number
    item.review = 'previously_published'
  }
  return { content, action: item.action, number: item.number, previous }
}

function revert(model: Model, key: string): boolean {
  const reverted = model.releases[key]
  if (reverted === undefined) return false
  const waiting = reverted.revertProject
  if (waiting !== null && !model.published[waiting]) return true
  const items: Record<number, ModelItem> = {}
  for (const { content, action, number, previous } of reverted.entries) {
    if (previous !== null) {
      const base = action === 'publish' ? number : null
      begin(model, content, { status: 'ready', base })
      const newest = versionsOf(model, content).length
      items[content] = { action: 'publish', number: newest, review: null, approvals: null }
    } else if (liveOf(model, content) !== null) {
      items[content] = { action: 'unpublish', number, review: 'ready', approvals: null }
    }
  }
  if (Object.keys(items).length === 0) return false
  const project = revertProjectKey(key, waiting)
  model.projects[project] = items
  reverted.revertProject = project
  return true
}

/** The name of the project that takes a release back, the first one or the one after another. */
export function revertProjectKey(release: string, before: string | null): string {
  return before === null
    ? `revert of ${release} #1`
    : before.replace(/\d+$/, (count) => `${Number(count) + 1}`)
}

function versionsOf(model: Model, content: number): ModelVersion[] {
  return model.contents[content] ?? []
}

function versionOf(
  model: Model,
  { content, number }: { content: number; number: number },
): ModelVersion | undefined {
  return versionsOf(model, content)[number - 1]
}

function liveOf(model: Model, content: number): number | null {
  const index = versionsOf(model, content).findIndex(({ status }) => status === 'published')
  return index === -1 ? null : index + 1
}

function itemsOf(model: Model, project: string): [number, ModelItem][] {
  return Object.entries(model.projects[project] ?? {}).map(([content, item]) => [Number(content), item])
}

function holderOf(model: Model, content: number, number: number): string | null {
  const holder = Object.entries(model.projects).find(([, items]) => {
    const item = items[content]
    return item?.action === 'publish' && item.number === number
  })
  return holder?.[0] ?? null
}

function statusOf(model: Model, content: number, item: ModelItem): Status {
  return item.review ?? versionOf(model, { content, ...item })?.status ?? 'draft'
}

/** Of what is open; what is out stays as it is. */
function setStatus(model: Model, content: number, item: ModelItem, status: Status): void {
  if (isOut(statusOf(model, content, item))) return
  if (item.action === 'unpublish') item.review = status
  const version = versionOf(model, { content, ...item })
  if (item.action === 'publish' && version) version.status = status
}

function removedKey({ project, content }: { project: string; content: number }, number: number): string {
  return `${project} ${content} ${number}`
}
