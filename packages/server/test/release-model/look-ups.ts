/** What the model is asked for, and the few changes that all of it goes by. */
import type { Status } from '@copydesk/contract'
import type { Model, ModelAway, ModelItem, ModelRuledBy, ModelSchedule, ModelVersion } from './model.ts'

export const isOut = (status: Status) => status === 'published' || status === 'previously_published'

export function begin(model: Model, content: number, version: Pick<ModelVersion, 'status' | 'base'>): void {
  versionsOf(model, content).push({
    ...version,
    text: 1,
    approvals: null,
    ruledBy: { scope: 'site', rule: 0 },
    schedule: null,
  })
}

export function versionsOf(model: Model, content: number): ModelVersion[] {
  return model.contents[content] ?? []
}

export function versionOf(
  model: Model,
  { content, number }: { content: number; number: number },
): ModelVersion | undefined {
  return versionsOf(model, content)[number - 1]
}

export function liveOf(model: Model, content: number): number | null {
  const index = versionsOf(model, content).findIndex(({ status }) => status === 'published')
  return index === -1 ? null : index + 1
}

export function itemsOf(model: Model, project: string): [number, ModelItem][] {
  return Object.entries(model.projects[project] ?? {}).map(([content, item]) => [Number(content), item])
}

export function holderOf(model: Model, content: number, number: number): string | null {
  const holder = Object.entries(model.projects).find(([, items]) => {
    const item = items[content]
    return item?.action === 'publish' && item.number === number
  })
  return holder?.[0] ?? null
}

export function statusOf(model: Model, content: number, item: ModelItem): Status {
  return item.review ?? versionOf(model, { content, ...item })?.status ?? 'draft'
}

/** Of what is open; what is out stays as it is. */
export function setStatus(model: Model, content: number, item: ModelItem, status: Status): void {
  if (isOut(statusOf(model, content, item))) return
  if (item.action === 'unpublish') item.review = status
  const version = versionOf(model, { content, ...item })
  if (item.action === 'publish' && version) version.status = status
}

/** The project is there and may be changed. */
export function isOpen(model: Model, project: string): boolean {
  return project in model.projects && !model.archived[project] && !model.deleted[project]
}

/** Nothing comes into a project and nothing leaves it meanwhile. */
export function isActive(schedule: ModelSchedule | null | undefined): boolean {
  return schedule?.state === 'pending' || schedule?.state === 'missed'
}

/** The rule that counts in a project, or without one. */
export function ruleFor(model: Model, project: string | null): ModelRuledBy {
  const own = project === null ? undefined : model.projectRules[project]
  return own === undefined || project === null
    ? { scope: 'site', rule: model.rule }
    : { scope: project, rule: own }
}

/** Made elsewhere, and asks for something else. */
export function isOtherRule(before: ModelRuledBy, rule: ModelRuledBy): boolean {
  return before.scope !== rule.scope && before.rule !== rule.rule
}

export function awayKey(
  { project, content }: { project: string; content: number },
  { action, number }: Pick<ModelAway, 'action' | 'number'>,
): string {
  return `${project} ${content} ${action === 'publish' ? '+' : '-'}${number}`
}
