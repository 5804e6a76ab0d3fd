/** The database as the model has it. */
import type { Id } from '@copydesk/contract'
import { stepsText } from '../../src/projects/review/rules.ts'
import type { Row } from '../../src/storage/schema.ts'
import type { PropertyDesk } from '../property-desk.ts'
import { awayKey } from './look-ups.ts'
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
    contents: await tx.selectFrom('content_items').select(['id', 'deleted_at']).orderBy('id').execute(),
    versions: await tx.selectFrom('versions').selectAll().orderBy('number').execute(),
    projects: await tx.selectFrom('projects').selectAll().orderBy('id').execute(),
    items: await tx.selectFrom('project_items').selectAll().execute(),
    removed: await tx
      .selectFrom('removed_items')
      .selectAll()
      .where((row) => row.or([row('action', '=', 'unpublish'), row('left_with', 'is not', null)]))
      .execute(),
    schedules: await tx.selectFrom('schedules').select(['id', 'state', 'due_at']).execute(),
    releases: await tx.selectFrom('releases').selectAll().execute(),
    entries: await tx.selectFrom('release_items').selectAll().execute(),
    rules: await tx.selectFrom('approval_rules').select(['scope', 'steps']).execute(),
    reviews: await tx.selectFrom('reviews').select(['subject_id', 'scope', 'steps']).execute(),
    approvals: await tx
      .selectFrom('approvals')
      .select(['subject_id', 'step', 'person_id'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute(),
    groups: await tx.selectFrom('groups').select('id').orderBy('id').execute(),
    members: await tx.selectFrom('group_members').select('person_id').execute(),
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
  const reviewOf = new Map(
    rows.reviews.map(({ subject_id, scope, steps }) => [subject_id, { scope, rule: rules.indexOf(steps) }]),
  )
  const givenOf = Map.groupBy(rows.approvals, ({ subject_id }) => subject_id)
  const approvalsOf = (subjectId: Id, status: string | null): ModelApprovals | null => {
    const rule = reviewOf.get(subjectId)?.rule ?? 0
    if (rule === 0 || status !== 'in_review') return null
    const given = (givenOf.get(subjectId) ?? []).map(({ step, person_id }) => {
      return { step: step - 1, person: personIds.indexOf(person_id) }
    })
    return { rule, given }
  }
  const schedules = new Map(
    rows.schedules.map(({ id, state, due_at }) => [id, { state, dueAt: due_at } as ModelSchedule]),
  )
  const scheduleOf = (id: Id | null) => schedules.get(id ?? '') ?? null
  const named = (id: Id) => keyOfProject.get(id) ?? ''
  const scopeOf = (scope: string) => (scope === 'site' ? scope : named(scope))
  const ruledBy = (id: Id) => {
    const { scope, rule } = reviewOf.get(id) ?? { scope: 'site', rule: 0 }
    return { scope: scopeOf(scope), rule }
  }
  const ruleOfScope = new Map(
    rows.rules.flatMap(({ scope, steps }) =>
      steps === null ? [] : [[scopeOf(scope), rules.indexOf(steps)] as const],
    ),
  )
  const { site = 0, ...projectRules } = Object.fromEntries(ruleOfScope)
  const toItem = (
    item: Pick<Row<'project_items'>, 'id' | 'action' | 'version_id' | 'review_status'>,
  ): ModelItem => ({
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
          return {
            status,
            base,
            text,
            approvals: approvalsOf(id, status),
            ruledBy: ruledBy(id),
            schedule: scheduleOf(schedule_id),
          }
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
    archived: trueOf(rows.projects.filter((row) => row.archived_at !== null).map(({ id }) => named(id))),
    deleted: trueOf(rows.projects.filter((row) => row.deleted_at !== null).map(({ id }) => named(id))),
    deletedContents: trueOf(
      rows.contents.flatMap(({ deleted_at }, index) => (deleted_at === null ? [] : `${index}`)),
    ),
    scheduled: Object.fromEntries(
      rows.projects.flatMap(({ id, schedule_id }) => {
        const schedule = scheduleOf(schedule_id)
        return schedule === null ? [] : [[named(id), schedule]]
      }),
    ),
    rule: site,
    projectRules,
    group: rows.members.map(({ person_id }) => personIds.indexOf(person_id)).sort(),
    away: Object.fromEntries(
      rows.removed.map((row) => {
        const item = toItem(row)
        const place = { project: named(row.project_id), content: contents.indexOf(row.content_id) }
        return [awayKey(place, item), { ...item, leftWith: row.left_with }]
      }),
    ),
    releases: Object.fromEntries(
      rows.releases.map(({ id, project_id, revert_project_id }) => {
        const { key = '', entries = [] } = keyOfRelease.get(id) ?? {}
        const [project, revertProject] = [project_id, revert_project_id].map((one) => one && named(one))
        return [key, { project: project ?? null, entries, revertProject: revertProject ?? null }]
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
