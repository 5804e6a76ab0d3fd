/**
 * What may become of the model, in a few lines: each command is refused or changes the state. Held against the product
 * by release-model.property.test.ts.
 */
import type { ItemAction } from '@copydesk/contract'
import {
  archive,
  deleteContent,
  deleteProject,
  leave,
  reactivate,
  restoreContent,
  restoreProject,
} from './departures.ts'
import {
  awayKey,
  begin,
  holderOf,
  isActive,
  isOpen,
  isOut,
  liveOf,
  ruleFor,
  statusOf,
  versionOf,
  versionsOf,
} from './look-ups.ts'
import type { Model, ModelCommand } from './model.ts'
import { publish, publishVersion, revert } from './publish.ts'
import { counting, decide, moveTo, ofItem, reviewAnew } from './review.ts'
import { applySchedule } from './schedules.ts'

/** Changes the model as the command says, and answers whether it was accepted; one that is refused changes nothing. */
export function applyToModel(model: Model, command: ModelCommand): boolean {
  const isOfContent = 'content' in command && !('project' in command) && command.type !== 'restoreContent'
  if (isOfContent && model.deletedContents[command.content] && command.type !== 'dueVersion') return false
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
    case 'move': {
      const { content, number, status } = command
      return moveTo(versionOf(model, command), status, ruleFor(model, holderOf(model, content, number)))
    }
    case 'moveItem':
      return ofItem(model, command, (reviewed) => {
        return moveTo(reviewed, command.status, ruleFor(model, command.project))
      })
    case 'rule':
      model.rule = command.rule
      return true
    case 'projectRule':
      if (!isOpen(model, command.project)) return false
      if (command.rule === null) delete model.projectRules[command.project]
      else model.projectRules[command.project] = command.rule
      return true
    case 'group': {
      const others = model.group.filter((one) => one !== command.person)
      model.group = command.isIn ? [...others, command.person].sort() : others
      return true
    }
    case 'decide': {
      const version = versionOf(model, command)
      return version !== undefined && decide(model, version, version.text, command)
    }
    case 'decideItem':
      return ofItem(model, command, (reviewed, text) => decide(model, reviewed, text, command))
    case 'assign':
      // Whoever is to see to it, nothing else of it changes.
      return (
        isOpen(model, command.project) && model.projects[command.project]?.[command.content] !== undefined
      )
    case 'add':
      return add(model, command)
    case 'remove':
      if (!isOpen(model, command.project) || isActive(model.scheduled[command.project])) return false
      if (command.isThere) leave(model, command.project, command.content, null)
      return true
    case 'publish':
      return publish(model, command)
    case 'publishVersion':
      return publishVersion(model, command)
    case 'revert':
      return revert(model, command.release)
    case 'archive':
      return archive(model, command.project)
    case 'reactivate':
      return reactivate(model, command.project)
    case 'delete':
      return deleteProject(model, command.project)
    case 'restore':
      return restoreProject(model, command.project)
    case 'deleteContent':
      return deleteContent(model, command.content)
    case 'restoreContent':
      return restoreContent(model, command.content)
    case 'recheck':
      recheck(model)
      return true
    default:
      return applySchedule(model, command)
  }
}

function recheck(model: Model): void {
  const open = [...model.contents.flat(), ...Object.values(model.projects).flatMap(Object.values)]
  for (const { approvals } of open) if (approvals) approvals.given = counting(model, approvals)
}

function add(
  model: Model,
  { project, content, action }: { project: string; content: number; action: ItemAction },
): boolean {
  if (!isOpen(model, project) || isActive(model.scheduled[project])) return false
  if (model.deletedContents[content]) return false
  const items = model.projects[project] ?? {}
  const occupant = items[content]
  const isThere = occupant !== undefined && !isOut(statusOf(model, content, occupant))
  const live = liveOf(model, content)
  if (action === 'unpublish' && live === null) return false
  if (isThere) return occupant.action === action
  if (action === 'unpublish' && live !== null) {
    const key = awayKey({ project, content }, { action, number: live })
    // Whatever takes up an item that is there begins anew.
    const { leftWith: _, ...before } = (occupant === undefined ? model.away[key] : undefined) ?? {}
    if (occupant === undefined) delete model.away[key]
    items[content] = { action, number: live, review: 'draft', approvals: null, ...before }
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
  if (isFree) reviewAnew(model, project, newest)
  return true
}
