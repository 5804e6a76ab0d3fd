/** What was done in a project, in words that follow the name of whoever did it. Pure, and the same wherever it is told. */
import type { Id } from '../../core/ids.ts'
import type { Activity, ActivityFacts } from './entity.ts'

/** "added “Home” and 3 more", for "Ada Lind added …". */
export function sayActivity({ kind, actor, facts }: Activity, nameOf: (personId: Id) => string): string {
  switch (kind) {
    case 'project.created':
      return 'created the project'
    case 'project.changed':
      return sayChange(facts)
    case 'approval_rule.changed':
      return sayRule(facts)
    case 'project.archived':
      return `archived the project${alsoItems(facts, 'letting go of')}`
    case 'project.reactivated':
      return `reactivated the project${alsoItems(facts, 'with')}`
    case 'project.deleted':
      return 'deleted the project'
    case 'project.restored':
      return 'brought the project back'
    case 'member.added':
      return `let ${sayMember(facts, nameOf)} in as ${facts.memberRole ?? 'viewer'}`
    case 'member.changed':
      return `made ${sayMember(facts, nameOf)} ${facts.memberRole ?? 'viewer'} here`
    case 'member.removed':
      return facts.memberId === actor.id
        ? 'left the project'
        : `put ${sayMember(facts, nameOf)} out of the project`
    case 'member.entered':
      return 'entered the project as administrator'
    case 'project.published':
      return `published the project: ${sayCounts(facts)}`
    case 'schedule.changed':
      return saySchedule(facts)
    case 'item.added':
      return `added ${sayItems(facts)}${facts.action === 'unpublish' ? ' to be taken down' : ''}`
    case 'item.removed':
      return `removed ${sayItems(facts)}`
    case 'item.status_changed':
      return facts.status === 'rejected'
        ? `rejected ${sayItems(facts)}`
        : `moved ${sayItems(facts)} to ${(facts.status ?? '').replaceAll('_', ' ')}`
    case 'item.approved':
      return `approved ${sayItems(facts)}${facts.status === 'ready' ? ': ready' : ''}`
    case 'item.approval_withdrawn':
      return `withdrew the approval of ${sayItems(facts)}`
    case 'item.overruled':
      return `overruled the approval rule: ${sayItems(facts)} ready without all approvals`
    case 'item.assigned':
      return facts.assigneeId
        ? `assigned ${sayItems(facts)} to ${nameOf(facts.assigneeId)}`
        : `unassigned ${sayItems(facts)}`
    case 'item.due_changed':
      return facts.dueAt
        ? `set the due date of ${sayItems(facts)} to ${facts.dueAt}`
        : `removed the due date of ${sayItems(facts)}`
    case 'item.rebased':
      return `took what is live for the base of ${sayItems(facts)}`
    case 'task.added':
      return `added the task “${facts.task ?? ''}”`
    case 'task.changed':
      return facts.isDone ? `ticked off “${facts.task ?? ''}”` : `changed the task “${facts.task ?? ''}”`
    case 'task.removed':
      return `deleted the task “${facts.task ?? ''}”`
    case 'comment.created':
      return `commented${onItem(facts)}`
    case 'comment.changed':
      return `edited a comment${onItem(facts)}`
    case 'comment.deleted':
      return `deleted a comment${onItem(facts)}`
    case 'comment.restored':
      return `brought a comment back${onItem(facts)}`
    case 'thread.resolved':
      return `resolved a thread${onItem(facts)}`
    case 'thread.reopened':
      return `reopened a thread${onItem(facts)}`
  }
}

function sayMember({ memberId, group }: ActivityFacts, nameOf: (personId: Id) => string): string {
  if (group !== undefined) return `the group “${group}”`
  return memberId === undefined ? 'somebody' : nameOf(memberId)
}

function sayItems({ count = 0, items = [] }: ActivityFacts): string {
  const [first] = items
  if (first === undefined) return count === 1 ? 'an item' : `${count} items`
  return count > 1 ? `“${first.title}” and ${count - 1} more` : `“${first.title}”`
}

function alsoItems(facts: ActivityFacts, how: string): string {
  return (facts.count ?? 0) === 0 ? '' : `, ${how} ${sayItems(facts)}`
}

function onItem({ items = [] }: ActivityFacts): string {
  return items[0] === undefined ? '' : ` on “${items[0].title}”`
}

function sayChange({ fields = [], name, formerName }: ActivityFacts): string {
  const deeds = fields.map((field) => {
    if (field === 'name') return `renamed the project from “${formerName ?? ''}” to “${name ?? ''}”`
    if (field === 'visibility') return 'opened the project to everybody'
    return field === 'description' ? 'changed the description' : 'changed the colour'
  })
  return deeds.join(' and ') || 'changed the project'
}

function sayRule({ approvalSteps = null }: ActivityFacts): string {
  if (approvalSteps === null) return 'removed the approval rule of the project'
  if (approvalSteps === 0) return 'changed the approval rule: no approvals are asked for'
  return `changed the approval rule: ${approvalSteps} ${approvalSteps === 1 ? 'step' : 'steps'}`
}

function saySchedule({ scheduleState, wallTime = '', timeZone = '' }: ActivityFacts): string {
  const when = `${wallTime.replace('T', ' ').slice(0, 16)} (${timeZone})`
  switch (scheduleState) {
    case 'pending':
      return `scheduled the project for ${when}`
    case 'cancelled':
      return `cancelled the schedule for ${when}`
    case 'missed':
      return `missed the schedule for ${when}`
    case 'failed':
      return `could not publish the project as scheduled for ${when}`
    default:
      return `carried out the schedule for ${when}`
  }
}

function sayCounts({ publishedCount = 0, takenDownCount = 0 }: ActivityFacts): string {
  const parts = [
    ...(publishedCount > 0 ? [`${publishedCount} published`] : []),
    ...(takenDownCount > 0 ? [`${takenDownCount} taken down`] : []),
  ]
  return parts.join(', ') || 'nothing went out'
}
