/** The commands of the model, sent to the product. */
import type { ApprovalStep, DecideReview, Id, ReviewDecision } from '@copydesk/contract'
import type { Command } from '../../src/command/command.ts'
import { Refusal } from '../../src/command/refusal.ts'
import { changeVersion, createVersion } from '../../src/content/commands.ts'
import { addItems } from '../../src/projects/items/commands/add-items.ts'
import { changeItems } from '../../src/projects/items/commands/change-items.ts'
import { removeItems } from '../../src/projects/items/commands/remove-items.ts'
import { moveVersion, rebaseVersion } from '../../src/projects/items/commands/review-version.ts'
import { anyOf } from '../../src/projects/items/seen-items.ts'
import { publish } from '../../src/projects/releases/publish.ts'
import { publishVersion } from '../../src/projects/releases/publish-version.ts'
import { revert } from '../../src/projects/releases/revert.ts'
import { changeSiteRule } from '../../src/projects/review/commands.ts'
import { decideItem, decideVersion } from '../../src/projects/review/decide.ts'
import { cancelSchedule, createSchedule } from '../../src/projects/schedules/commands.ts'
import { projectDoor } from '../../src/projects/schedules/project-door.ts'
import { versionDoor } from '../../src/projects/schedules/version-door.ts'
import type { PropertyDesk } from '../property-desk.ts'
import { type ModelCommand, modelRules } from './model.ts'
import type { Ids } from './read.ts'

/** The steps of a rule of the model: everybody is asked by their role, one person by name or by their group. */
export function stepsOf(rule: number, people: readonly Id[], groups: readonly Id[]): ApprovalStep[] {
  const nobody = { people: [], groups: [], roles: [] }
  return (modelRules[rule] ?? []).map(({ approvals, of }) => {
    const [person = 0, ...others] = of
    if (others.length > 0) return { ...nobody, approvals, roles: ['admin'] }
    return person === 0
      ? { ...nobody, approvals, people: [people[0] ?? ''] }
      : { ...nobody, approvals, groups: [...groups] }
  })
}

const hourMs = 60 * 60 * 1000

let edits = 0

/** The same for the product. */
function toCommand(
  command: Exclude<ModelCommand, { type: 'due' | 'dueVersion' }>,
  ids: Ids,
  { now, personIds: people }: PropertyDesk,
): Command<unknown> {
  const soon = { wallTime: new Date(now() + hourMs).toISOString().slice(0, -1), timeZone: 'UTC' }
  const contentId = 'content' in command ? (ids.contents[command.content] ?? '') : ''
  const versionOf = (number: number | null) =>
    number === null || !('content' in command) ? null : (ids.versions[command.content]?.[number - 1] ?? '')
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
      return changeVersion(contentId, versionId, { body: `Text ${edits}` })
    case 'rebase':
      return rebaseVersion(contentId, versionId, { onto: versionOf(command.seen) })
    case 'move':
      return moveVersion(contentId, versionId, { status: command.status })
    case 'moveItem':
      return changeItems(projectId, anyOf([itemId]), { status: command.status })
    case 'rule': {
      const steps = stepsOf(command.rule, people, ids.groups)
      return changeSiteRule({ steps, editorsMayApprove: true })
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
      return createSchedule(projectDoor(projectId), soon)
    case 'scheduleVersion':
      return createSchedule(versionDoor(contentId, versionId), soon)
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

/** Whether it was accepted. */
export async function send(
  desk: PropertyDesk,
  index: number,
  command: ModelCommand,
  ids: Ids,
): Promise<boolean> {
  if (command.type === 'due' || command.type === 'dueVersion') return true
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
