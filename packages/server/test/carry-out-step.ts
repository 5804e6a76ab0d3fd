/** Carries random commands out, each on whatever is there at the time. */
import {
  type ApprovalStep,
  type Id,
  type ReviewDecision,
  type SettableStatus,
  settableStatuses,
} from '@copydesk/contract'
import { createComment, createTextComment, editComment } from '../src/comments/commands.ts'
import { deleteComment, restoreComment } from '../src/comments/deletion.ts'
import { writeContent } from '../src/content/bulk.ts'
import * as content from '../src/content/commands.ts'
import { deleteContent, restoreContent } from '../src/content/deletion.ts'
import { lockTexts } from '../src/content/door.ts'
import { changeNotification, readAll, seeAll } from '../src/notifications/commands.ts'
import { changeEntries } from '../src/notifications/inbox/commands.ts'
import { changeGroup, createGroup } from '../src/people/groups/commands.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { rebaseItem } from '../src/projects/items/commands/rebase-item.ts'
import { removeItems } from '../src/projects/items/commands/remove-items.ts'
import { restoreItems } from '../src/projects/items/commands/restore-items.ts'
import { moveVersion, rebaseVersion } from '../src/projects/items/commands/review-version.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { archiveProject, reactivateProject } from '../src/projects/project/archive.ts'
import * as projects from '../src/projects/project/commands.ts'
import { deleteProject, restoreProject } from '../src/projects/project/deletion.ts'
import { duplicateProject } from '../src/projects/project/duplicate.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { publishVersion } from '../src/projects/releases/publish-version.ts'
import { revert } from '../src/projects/releases/revert.ts'
import { changeProjectRule, changeSiteRule } from '../src/projects/review/commands.ts'
import { decideItem, decideVersion } from '../src/projects/review/decide.ts'
import { cancelSchedule, changeSchedule, createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import { versionDoor } from '../src/projects/schedules/version-door.ts'
import * as tasks from '../src/projects/tasks/commands.ts'
import type { Tx } from '../src/storage/storage.ts'
import type { Step } from './project-steps.ts'
import type { PropertyDesk } from './property-desk.ts'

const languages = ['en', 'sv', 'de'] as const
const titles = ['Alpha', 'beta', 'ÅLAND', 'alphabet'] as const
const types = ['page', 'block'] as const

function at<T>(list: readonly T[], index: number): T | undefined {
  return list[index % list.length]
}

/** Everything a step may choose from. */
async function readIds({ storage }: PropertyDesk) {
  return storage.read(async (tx) => ({
    contents: await tx.selectFrom('content_items').select('id').orderBy('id').execute(),
    versions: await tx
      .selectFrom('versions')
      .select(['id', 'content_id', 'text_revision'])
      .orderBy('id')
      .execute(),
    projects: await tx.selectFrom('projects').select('id').orderBy('id').execute(),
    items: await tx
      .selectFrom('project_items')
      .select(['id', 'project_id', 'version_id'])
      .orderBy('id')
      .execute(),
    groups: await tx.selectFrom('groups').select('id').orderBy('id').execute(),
    notifications: await tx
      .selectFrom('notifications')
      .select(['id', 'person_id', 'offset'])
      .orderBy('offset')
      .orderBy('id')
      .execute(),
    entries: await tx.selectFrom('inbox_entries').select(['id', 'person_id']).orderBy('id').execute(),
    releases: await tx.selectFrom('releases').select('id').orderBy('id').execute(),
    removed: await tx.selectFrom('removed_items').select(['id', 'project_id']).orderBy('id').execute(),
    tasks: await tx.selectFrom('tasks').select(['id', 'project_id']).orderBy('id').execute(),
    comments: await tx.selectFrom('comments').select('id').orderBy('id').execute(),
  }))
}

/** What is live in the language of an item, if anything is. */
async function liveVersionOf({ storage }: PropertyDesk, itemId: Id): Promise<Id | null> {
  const live = await storage.read((tx) =>
    tx
      .selectFrom('project_items as item')
      .innerJoin('versions as own', 'own.id', 'item.version_id')
      .innerJoin('versions as live', (join) =>
        join.onRef('live.content_id', '=', 'own.content_id').onRef('live.language', '=', 'own.language'),
      )
      .where('item.id', '=', itemId)
      .where('live.status', '=', 'published')
      .select('live.id')
      .executeTakeFirst(),
  )
  return live?.id ?? null
}

/** What is live in the language of a version. */
async function liveBesideVersion({ storage }: PropertyDesk, versionId: Id): Promise<Id | null> {
  const live = await storage.read((tx) =>
    tx
      .selectFrom('versions as own')
      .innerJoin('versions as live', (join) =>
        join.onRef('live.content_id', '=', 'own.content_id').onRef('live.language', '=', 'own.language'),
      )
      .where('own.id', '=', versionId)
      .where('live.status', '=', 'published')
      .select('live.id')
      .executeTakeFirst(),
  )
  return live?.id ?? null
}

function statusAt(value: number): SettableStatus {
  return at(settableStatuses, value) ?? 'draft'
}

/** Within the minutes that a run takes by its own clock. */
function soon(value: number) {
  return { wallTime: `2026-03-02T09:0${value % 3}:${10 + (value % 5) * 10}`, timeZone: 'UTC' }
}

function rulesOf(people: Id[], groupId: Id | undefined): ApprovalStep[][] {
  const nobody = { people: [], groups: [], roles: [] }
  const [first = ''] = people
  const admins: ApprovalStep = { ...nobody, approvals: 1, roles: ['admin'] }
  return [
    [],
    [{ ...admins, approvals: 2 }],
    [{ ...nobody, approvals: 1, people: [first] }, admins],
    groupId === undefined ? [admins] : [{ ...nobody, approvals: 1, groups: [groupId] }],
  ]
}

function decisionAt(value: number, textRevision: number) {
  const decisions: ReviewDecision[] = ['approve', 'approve', 'approve', 'withdraw', 'reject', 'overrule']
  const decision = at(decisions, value) ?? 'approve'
  const hasReason = decision === 'reject' || decision === 'overrule'
  return {
    decision,
    ...(decision !== 'withdraw' && { textRevision }),
    ...(hasReason && { reason: 'Because' }),
  }
}

/** Bulk changes ask for no status, so their callers do: they edit drafts. */
async function isDraft(tx: Tx, versionId: Id): Promise<boolean> {
  const row = await tx
    .selectFrom('versions')
    .select('status')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  return row.status === 'draft'
}

/** Carries out one step; one that finds nothing to work on, or is refused, changes nothing. */
export async function carryOut(desk: PropertyDesk, { action, person, picks, value }: Step): Promise<void> {
  const ids = await readIds(desk)
  const [pick = 0, ...more] = picks
  const personId = at(desk.personIds, person) ?? ''
  const language = at(languages, value) ?? 'en'
  const title = at(titles, value) ?? ''
  const version = at(ids.versions, pick)
  const contentId = at(ids.contents, pick)?.id ?? ''
  const projectId = at(ids.projects, pick)?.id ?? ''
  const ofProject = ids.items.filter((item) => item.project_id === projectId)
  const itemIds = [...new Set<Id>(more.flatMap((index) => at(ofProject, index)?.id ?? []))]
  const task = at(ids.tasks, pick) ?? { id: projectId, project_id: projectId }
  const listed = ids.tasks.filter((one) => one.project_id === task.project_id)
  const own = ids.notifications.filter((one) => one.person_id === personId)
  const run = desk.run.bind(desk, personId)
  const makeReady = async (wanted: readonly Id[]) => {
    await run(changeItems(projectId, anyOf(wanted), { status: 'in_review' }))
    await run(changeItems(projectId, anyOf(wanted), { status: 'ready' }))
  }

  switch (action) {
    case 'createContent':
      await run(content.createContent({ type: at(types, pick) ?? 'page', language, title }))
      return
    case 'createVersion':
      await run(content.createVersion(contentId, { language }))
      return
    case 'changeVersion':
      if (version) await run(content.changeVersion(version.content_id, version.id, { title }))
      return
    case 'writeContent':
      await run(async (context) => {
        const text = { language, title, body: '' }
        const locked = await lockTexts(context.tx, [contentId, version?.content_id ?? contentId])
        const isThere = (id: Id) => locked.some((row) => row.id === id && row.deleted_at === null)
        const editable = version && isThere(version.content_id) && (await isDraft(context.tx, version.id))
        const { events } = await writeContent(context, {
          contents: [{ type: 'page', texts: [text] }],
          versions: isThere(contentId) ? [{ contentId, ...text }] : [],
          edits: editable ? [{ versionId: version.id, title: `${title}!` }] : [],
        })
        return { body: null, events }
      })
      return
    case 'deleteContent':
      if (value < 12) await run(deleteContent(contentId, 30))
      return
    case 'restoreContent':
      await run(restoreContent(contentId))
      return
    case 'createProject':
      await run(projects.createProject({ name: title }))
      return
    case 'changeProject':
      await run(projects.changeProject(projectId, { name: `${title} ${value}` }))
      return
    case 'deleteProject':
      if (value < 7) await run(deleteProject(projectId, 30))
      return
    case 'restoreProject':
      await run(restoreProject(projectId))
      return
    case 'duplicateProject':
      if (value < 12) await run(duplicateProject(projectId))
      return
    case 'archiveProject':
      if (value < 12) await run(archiveProject(projectId))
      return
    case 'reactivateProject':
      await run(reactivateProject(projectId))
      return
    case 'addItems': {
      const contents = more.flatMap((index) => at(ids.contents, index)?.id ?? [])
      const only = value < 10 ? {} : { language }
      await run(
        addItems(
          projectId,
          contents.map((id) => ({ contentId: id, ...only })),
        ),
      )
      return
    }
    case 'addVersion': {
      const named = more.flatMap((index) => at(ids.versions, index) ?? [])
      await run(
        addItems(
          projectId,
          named.map(({ id, content_id }) => ({ contentId: content_id, versionId: id })),
        ),
      )
      return
    }
    case 'addTakedowns': {
      const contents = more.flatMap((index) => at(ids.contents, index)?.id ?? [])
      await run(
        addItems(
          projectId,
          contents.map((id) => ({ contentId: id, action: 'unpublish' as const })),
        ),
      )
      return
    }
    case 'rebaseItem': {
      const [itemId = ''] = itemIds
      const onto = value < 3 ? null : await liveVersionOf(desk, itemId)
      await run(rebaseItem(projectId, itemId, { onto, title }))
      return
    }
    case 'moveVersion':
      if (version === undefined) return
      for (const status of value < 10 ? (['in_review', 'ready'] as const) : [statusAt(value)]) {
        await run(moveVersion(version.content_id, version.id, { status }))
      }
      return
    case 'rebaseVersion': {
      if (version === undefined) return
      const onto = value < 3 ? null : await liveBesideVersion(desk, version.id)
      await run(rebaseVersion(version.content_id, version.id, value < 10 ? { onto } : { onto, title }))
      return
    }
    case 'publishVersion': {
      if (version === undefined) return
      const replace = value < 10 ? undefined : await liveBesideVersion(desk, version.id)
      await run(publishVersion(version.content_id, version.id, { replace }))
      return
    }
    case 'moveItems':
      await run(changeItems(projectId, anyOf(itemIds), { status: statusAt(value) }))
      return
    case 'makeReady':
      await makeReady(itemIds)
      return
    case 'assignItems':
      await run(changeItems(projectId, anyOf(itemIds), { assigneeId: value < 7 ? null : personId }))
      return
    case 'removeItems':
      await run(removeItems(projectId, itemIds))
      return
    case 'restoreItems': {
      const removed = ids.removed.filter((item) => item.project_id === projectId)
      await run(restoreItems(projectId, [at(removed, value)?.id ?? projectId]))
      return
    }
    case 'addTask':
      await run(
        tasks.addTask(projectId, {
          title,
          itemId: value < 7 ? null : (itemIds[0] ?? null),
          assigneeId: value < 14 ? personId : null,
          blocksPublishing: value === 13,
        }),
      )
      return
    case 'tickTask':
      await run(tasks.changeTask(task.project_id, task.id, { done: value < 14 }))
      return
    case 'changeTask':
      await run(
        tasks.changeTask(task.project_id, task.id, { title, assigneeId: personId, dueAt: '2026-02-28' }),
      )
      return
    case 'moveTask':
      await run(tasks.moveTask(task.project_id, task.id, at(listed, value)?.id ?? null))
      return
    case 'removeTask':
      await run(tasks.removeTask(task.project_id, task.id))
      return
    case 'restoreTask':
      await run(tasks.restoreTask(task.project_id, task.id))
      return
    case 'publishAll':
      await run(publish(projectId, { mode: 'all', replace: value < 7 }))
      return
    case 'publishReady':
      await run(publish(projectId, { mode: 'ready', replace: value < 7 }))
      return
    case 'revert':
      await run(revert(at(ids.releases, pick)?.id ?? '', {}))
      return
    case 'comment': {
      const about = itemIds[0] === undefined || value < 7 ? {} : { itemId: itemIds[0] }
      await run(createComment(projectId, { body: title, ...about }))
      return
    }
    case 'commentOnText': {
      const contentId = at(ids.contents, pick)?.id ?? ''
      await run(createTextComment(contentId, { body: title, language: value < 15 ? 'en' : 'sv' }))
      return
    }
    case 'scheduleProject':
      await makeReady(ofProject.map((item) => item.id))
      await run(createSchedule(projectDoor(projectId), soon(value)))
      return
    case 'changeSchedule':
      await run(changeSchedule(projectDoor(projectId), soon(value)))
      return
    case 'cancelSchedule':
      await run(cancelSchedule(projectDoor(projectId)))
      return
    case 'scheduleVersion':
      if (version === undefined) return
      for (const status of ['in_review', 'ready'] as const) {
        await run(moveVersion(version.content_id, version.id, { status }))
      }
      await run(createSchedule(versionDoor(version.content_id, version.id), soon(value)))
      return
    case 'cancelVersionSchedule':
      if (version) await run(cancelSchedule(versionDoor(version.content_id, version.id)))
      return
    case 'changeRule': {
      const steps = rulesOf(desk.personIds, ids.groups[0]?.id)[value % 8] ?? []
      const change = { steps, editorsMayApprove: value % 3 > 0 }
      await run(value < 16 ? changeProjectRule(projectId, change) : changeSiteRule(change))
      return
    }
    case 'decideItem': {
      const item = at(ofProject, value)
      await run(changeItems(projectId, anyOf([item?.id ?? '']), { status: 'in_review' }))
      const { text_revision = 1 } = ids.versions.find(({ id }) => id === item?.version_id) ?? {}
      await run(decideItem(projectId, item?.id ?? '', decisionAt(value, text_revision)))
      return
    }
    case 'decideVersion':
      if (version === undefined) return
      await run(decideVersion(version.content_id, version.id, decisionAt(value, version.text_revision)))
      return
    case 'createGroup':
      await run(createGroup({ name: `Group ${pick}`, memberIds: value < 10 ? desk.personIds : [personId] }))
      return
    case 'changeGroup':
      await run(
        changeGroup(
          at(ids.groups, pick)?.id ?? '',
          value < 10 ? { addIds: [personId] } : { removeIds: [personId] },
        ),
      )
      return
    case 'editComment':
      await run(editComment(at(ids.comments, pick)?.id ?? '', `${title} ${value}`))
      return
    case 'readOne': {
      const one = at(own, pick)
      if (one) await run(changeNotification(personId, one.id, value < 14))
      return
    }
    case 'readAll':
      await run(readAll(personId, { upToOffset: at(own, pick)?.offset ?? 0 }))
      return
    case 'changeEntries': {
      const entries = ids.entries.filter((one) => one.person_id === personId)
      const soon = new Date(desk.now() + 5000).toISOString()
      const change = [
        { read: value < 10 },
        { archived: value < 14 },
        { snoozedUntil: value < 14 ? soon : null },
        { read: true, archived: true },
      ][pick % 4]
      const chosen = more.flatMap((index) => at(entries, index)?.id ?? [])
      const onlyIf = value % 3 === 0 ? { upToOffset: at(own, pick)?.offset ?? 0, archivedAt: null } : {}
      await run(changeEntries(personId, { entryIds: chosen, onlyIf, ...change }))
      return
    }
    case 'seeAll':
      await run(seeAll(personId, { upToOffset: at(own, pick)?.offset ?? 0 }))
      return
    case 'deleteComment':
      await run(deleteComment(at(ids.comments, pick)?.id ?? ''))
      return
    case 'restoreComment':
      await run(restoreComment(at(ids.comments, pick)?.id ?? ''))
      return
    case 'runJobs':
      await desk.runJobs()
  }
}
