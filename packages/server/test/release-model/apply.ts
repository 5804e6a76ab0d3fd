/**
 * What may become of the model, in a few lines: each command is refused or changes the state. Held against the product
 * by release-model.property.test.ts.
 */
import type { ItemAction } from '@copydesk/contract'
import {
  begin,
  holderOf,
  isOut,
  liveOf,
  removedKey,
  setStatus,
  statusOf,
  versionOf,
  versionsOf,
} from './look-ups.ts'
import type { Model, ModelCommand } from './model.ts'
import { goingOf, letGo, mayPublish, publish, publishVersion, revert } from './publish.ts'
import { decide, moveTo, ofItem, reviewOf } from './review.ts'

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
