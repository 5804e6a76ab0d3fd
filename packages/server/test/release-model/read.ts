/** The database as the model has it. */
import type { Id } from '@copydesk/contract'
import { stepsText } from '../../src/projects/review/rules.ts'
import type { PropertyDesk } from '../property-desk.ts'
import {
  type Model,
  type ModelApprovals,
  type ModelEntry,
  type ModelItem,
  type ModelSchedule,
  modelRules,
  releaseKey,
  revertProjectKey,
} from './model.ts'
import { stepsOf } from './send.ts'

/** What there is, by the names that the model has for it. */
export interface Ids {
  groups: Id[]
  contents: Id[]
  versions: Id[][]
  projects: Map<string, Id>
  items: Map<string, Id>
  releases: Map<string, Id>
}

export async function read({ storage, personIds }: PropertyDesk): Promise<{ model: Model; ids: Ids }> {
  const rows = await storage.read(async (tx) => ({
    contents: await tx.selectFrom('content_items').select('id').orderBy('id').execute(),
    versions: await tx.selectFrom('versions').selectAll().orderBy('number').execute(),
    projects: await tx.selectFrom('projects').selectAll().orderBy('id').execute(),
    items: await tx.selectFrom('project_items').selectAll().execute(),
    removed: await tx.selectFrom('removed_items').selectAll().where('action', '=', 'unpublish').execute(),
    schedules: await tx.selectFrom('schedules').select(['id', 'state']).execute(),
    releases: await tx.selectFrom('releases').selectAll().execute(),
    entries: await tx.selectFrom('release_items').selectAll().execute(),
    rule: await tx
      .selectFrom('approval_rules')
      .select('steps')
      .where('scope', '=', 'site')
      .executeTakeFirst(),
    reviews: await tx.selectFrom('reviews').select(['subject_id', 'steps']).execute(),
    approvals: await tx
      .selectFrom('approvals')
      .select(['subject_id', 'step', 'person_id'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute(),
    groups: await tx.selectFrom('groups').select('id').orderBy('id').execute(),
  }))
  const contents = rows.contents.map(({ id }) => id)
  const numberOf = new Map(rows.versions.map(({ id, number }) => [id, number]))
  const numbered = (id: Id | null) => (id === null ? null : (numberOf.get(id) ?? null))
  const entriesOf = Map.groupBy(rows.entries, (entry) => entry.release_id)
  const keyOfRelease = new Map(
    rows.releases.map(({ id }) => {
      const entries = (entriesOf.get(id) ?? []).map(toEntry).sort((a, b) => a.content - b.content)
      return [id, { key: releaseKey(entries), entries }]
    }),
  )
  const lastRevert = new Map<string, string>()
  const keyOfProject = new Map<Id, string>()
  for (const { id, name, reverts_release_id } of rows.projects) {
    const reverted = keyOfRelease.get(reverts_release_id ?? '')?.key
    const key = reverted === undefined ? name : revertProjectKey(reverted, lastRevert.get(reverted) ?? null)
    if (reverted !== undefined) lastRevert.set(reverted, key)
    keyOfProject.set(id, key)
  }
  function toEntry(entry: (typeof rows.entries)[number]): ModelEntry {
    const { action } = entry
    const content = contents.indexOf(entry.content_id)
    return {
      content,
      action,
      number: numberOf.get(entry.version_id) ?? 0,
      previous: numbered(entry.previous_version_id),
    }
  }
  const groups = rows.groups.map(({ id }) => id)
  const rules = modelRules.map((_, index) => stepsText(stepsOf(index, personIds, groups)))
  const ruleOf = new Map(rows.reviews.map(({ subject_id, steps }) => [subject_id, rules.indexOf(steps)]))
  const givenOf = Map.groupBy(rows.approvals, ({ subject_id }) => subject_id)
  const approvalsOf = (subjectId: Id, status: string | null): ModelApprovals | null => {
    const rule = ruleOf.get(subjectId) ?? 0
    if (rule === 0 || status !== 'in_review') return null
    const given = (givenOf.get(subjectId) ?? []).map(({ step, person_id }) => {
      return { step: step - 1, person: personIds.indexOf(person_id) }
    })
    return { rule, given }
  }
  const stateOf = new Map(rows.schedules.map(({ id, state }) => [id, state]))
  const scheduleOf = (id: Id | null) => (stateOf.get(id ?? '') ?? null) as ModelSchedule | null
  const named = (id: Id) => keyOfProject.get(id) ?? ''
  const toItem = (item: (typeof rows.items)[number]): ModelItem => ({
    action: item.action,
    number: numberOf.get(item.version_id) ?? 0,
    review: item.review_status,
    approvals: approvalsOf(item.id, item.review_status),
  })
  const itemKey = (item: { project_id: Id; content_id: Id }) =>
    `${named(item.project_id)} ${contents.indexOf(item.content_id)}`
  const model: Model = {
    contents: contents.map((contentId) =>
      rows.versions
        .filter((version) => version.content_id === contentId)
        .map(({ id, status, base_version_id, text_revision: text, schedule_id }) => {
          const base = numbered(base_version_id)
          return { status, base, text, approvals: approvalsOf(id, status), schedule: scheduleOf(schedule_id) }
        }),
    ),
    projects: Object.fromEntries(
      rows.projects.map(({ id }) => [
        named(id),
        Object.fromEntries(
          rows.items
            .filter((item) => item.project_id === id)
            .map((item) => [contents.indexOf(item.content_id), toItem(item)]),
        ),
      ]),
    ),
    published: trueOf(rows.projects.filter((row) => row.published_at !== null).map(({ id }) => named(id))),
    scheduled: Object.fromEntries(
      rows.projects.flatMap(({ id, schedule_id }) => {
        const schedule = scheduleOf(schedule_id)
        return schedule === null ? [] : [[named(id), schedule]]
      }),
    ),
    rule: rules.indexOf(rows.rule?.steps ?? rules[0] ?? ''),
    removed: Object.fromEntries(
      rows.removed.map((item) => [
        `${itemKey(item)} ${numberOf.get(item.version_id)}`,
        { status: item.review_status ?? 'draft', approvals: approvalsOf(item.id, item.review_status) },
      ]),
    ),
    releases: Object.fromEntries(
      rows.releases.map(({ id, revert_project_id }) => {
        const { key = '', entries = [] } = keyOfRelease.get(id) ?? {}
        return [key, { entries, revertProject: revert_project_id === null ? null : named(revert_project_id) }]
      }),
    ),
  }
  const ids: Ids = {
    groups,
    contents,
    versions: contents.map((id) =>
      rows.versions.filter((version) => version.content_id === id).map((version) => version.id),
    ),
    projects: new Map(rows.projects.map(({ id }) => [named(id), id])),
    items: new Map(rows.items.map((item) => [itemKey(item), item.id])),
    releases: new Map(rows.releases.map(({ id }) => [keyOfRelease.get(id)?.key ?? '', id])),
  }
  return { model, ids }
}

function trueOf(keys: readonly string[]): Record<string, true> {
  return Object.fromEntries(keys.map((key) => [key, true as const]))
}
