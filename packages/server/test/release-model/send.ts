/** The commands of the model, sent to the product. */
import type { ApprovalStep, DecideReview, Id, ReviewDecision } from '@copydesk/contract'
import type { Command } from '../../src/command/command.ts'
import { Refusal } from '../../src/command/refusal.ts'
import { changeVersion, createVersion } from '../../src/content/commands.ts'
import { deleteContent, restoreContent } from '../../src/content/deletion.ts'
import { changeGroup } from '../../src/people/groups/commands.ts'
import { addItems } from '../../src/projects/items/commands/add-items.ts'
import { changeItems } from '../../src/projects/items/commands/change-items.ts'
import { removeItems } from '../../src/projects/items/commands/remove-items.ts'
import { moveVersion, rebaseVersion } from '../../src/projects/items/commands/review-version.ts'
import { anyOf } from '../../src/projects/items/seen-items.ts'
import { archiveProject, reactivateProject } from '../../src/projects/project/archive.ts'
import { deleteProject, restoreProject } from '../../src/projects/project/deletion.ts'
import { publish } from '../../src/projects/releases/publish.ts'
import { publishVersion } from '../../src/projects/releases/publish-version.ts'
import { revert } from '../../src/projects/releases/revert.ts'
import { changeProjectRule, changeSiteRule } from '../../src/projects/review/commands.ts'
import { decideItem, decideVersion } from '../../src/projects/review/decide.ts'
import {
  cancelSchedule,
  changeSchedule,
  createSchedule,
  runMissed,
} from '../../src/projects/schedules/commands.ts'
import { projectDoor } from '../../src/projects/schedules/project-door.ts'
import { versionDoor } from '../../src/projects/schedules/version-door.ts'
import type { PropertyDesk } from '../property-desk.ts'
import { type ModelCommand, modelRules } from './model.ts'
import type { Ids } from './read.ts'

/** The steps of a rule of the model: everybody is asked by their role, one person by name or by their group. */
export function stepsOf(rule: number, people: readonly Id[], groups: readonly Id[]): ApprovalStep[] {
  const nobody = { people: [], groups: [], roles: [] }
  return (modelRules[rule] ?? []).map(({ approvals, of }) => {
    if (of === 'group') return { ...nobody, approvals, groups: [...groups] }
    if (of.length > 1) return { ...nobody, approvals, roles: ['admin'] }
    return { ...nobody, approvals, people: [people[of[0] ?? 0] ?? ''] }
  })
}

/** Days of trash beyond all that the clock goes on. */
const keptDays = 3650

/** What nobody sends. */
type ByItself = { type: 'due' | 'dueVersion' | 'recheck' }

let edits = 0

/** The same for the product. */
function toCommand(
  command: Exclude<ModelCommand, ByItself>,
  ids: Ids,
  { personIds: people }: PropertyDesk,
): Command<unknown> {
  const time = {
    wallTime: new Date('dueAt' in command ? command.dueAt : 0).toISOString().slice(0, -1),
    timeZone: 'UTC',
  }
  const contentId = 'content' in command ? (ids.contents[command.content] ?? '') : ''
  const versionOf = (number: number | null) =>
    number === null || !('content' in command) ? null : (ids.versions[command.content]?.[number - 1] ?? '')
  const ruleOf = (rule: number) => {
    const steps = stepsOf(rule, people, ids.groups)
    return { steps, editorsMayApprove: steps.length > 0 }
  }
  const versionId = 'number' in command ? (versionOf(command.number) ?? '') : ''
  const projectId = 'project' in command ? (ids.projects.get(command.project) ?? '') : ''
  const itemId =
    'project' in command && 'content' in command
      ? (ids.items.get(`${command.project} ${command.content}`) ?? projectId)
      : ''
  switch (command.type) {
    case 'draft':
      return createVersion(contentId, { language: 'en' })
    case 'edit':
      edits += 1
      return changeVersion(contentId, versionId, {
        body: `Text ${edits}, as in [that](content:${at(ids.contents, edits)})`,
      })
    case 'rebase':
      return rebaseVersion(contentId, versionId, { onto: versionOf(command.seen) })
    case 'move':
      return moveVersion(contentId, versionId, { status: command.status })
    case 'moveItem':
      return changeItems(projectId, anyOf([itemId]), { status: command.status })
    case 'rule': {
      return changeSiteRule(ruleOf(command.rule))
    }
    case 'projectRule':
      return changeProjectRule(projectId, command.rule === null ? { steps: null } : ruleOf(command.rule))
    case 'group': {
      const personIds = [at(people, command.person)]
      const change = command.isIn ? { addIds: personIds } : { removeIds: personIds }
      return changeGroup(ids.groups[0] ?? '', change)
    }
    case 'decide':
      return decideVersion(contentId, versionId, asDecision(command))
    case 'decideItem':
      return decideItem(projectId, itemId, asDecision(command))
    case 'assign':
      edits += 1
      return changeItems(projectId, anyOf([itemId]), { assigneeId: at(people, edits) })
    case 'add':
      return addItems(projectId, [{ contentId, action: command.action }])
    case 'remove':
      return removeItems(projectId, [itemId])
    case 'publish':
      return publish(projectId, { mode: command.mode, replace: command.replace })
    case 'publishVersion':
      return publishVersion(contentId, versionId, {
        replace: command.seen === undefined ? undefined : versionOf(command.seen),
      })
    case 'schedule':
      return createSchedule(projectDoor(projectId), time)
    case 'scheduleVersion':
      return createSchedule(versionDoor(contentId, versionId), time)
    case 'reschedule':
      return changeSchedule(projectDoor(projectId), time)
    case 'rescheduleVersion':
      return changeSchedule(versionDoor(contentId, versionId), time)
    case 'runMissed':
      return runMissed(projectDoor(projectId))
    case 'runMissedVersion':
      return runMissed(versionDoor(contentId, versionId))
    case 'archive':
      return archiveProject(projectId)
    case 'reactivate':
      return reactivateProject(projectId)
    case 'delete':
      return deleteProject(projectId, keptDays)
    case 'restore':
      return restoreProject(projectId)
    case 'deleteContent':
      return deleteContent(contentId, keptDays)
    case 'restoreContent':
      return restoreContent(contentId)
    case 'cancelVersion':
      return cancelSchedule(versionDoor(contentId, versionId))
    case 'cancel':
      return cancelSchedule(projectDoor(projectId))
    case 'revert':
      return revert(ids.releases.get(command.release) ?? '', {})
  }
}

function asDecision({ decision, seen }: { decision: ReviewDecision; seen: number }): DecideReview {
  const hasReason = decision === 'reject' || decision === 'overrule'
  return {
    decision,
    ...(decision !== 'withdraw' && { textRevision: seen }),
    ...(hasReason && { reason: 'Because' }),
  }
}

/** What follows from time, and from other commands. */
export function isByItself(command: ModelCommand): command is Extract<ModelCommand, ByItself> {
  return ['due', 'dueVersion', 'recheck'].includes(command.type)
}

/** Whether it was accepted. */
export async function send(
  desk: PropertyDesk,
  index: number,
  command: ModelCommand,
  ids: Ids,
): Promise<boolean> {
  if (isByItself(command)) return true
  const id = at(desk.personIds, 'person' in command ? command.person : index)
  try {
    await desk.runner.run({ actor: { id, kind: 'person' } }, toCommand(command, ids, desk))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
