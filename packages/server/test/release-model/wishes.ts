/** What somebody wants, and which commands they send for it when they look at what is there. */
import { type ReviewDecision, settableStatuses } from '@copydesk/contract'
import fc from 'fast-check'
import { type Model, type ModelCommand, modelRules } from './model.ts'

const types = [
  'draft',
  'edit',
  'rebase',
  'move',
  'makeReady',
  'moveItem',
  'rule',
  'decide',
  'decideItem',
  'decideItem',
  'assign',
  'add',
  'add',
  'takeDown',
  'remove',
  'publish',
  'publish',
  'publishVersion',
  'schedule',
  'reschedule',
  'cancel',
  'scheduleVersion',
  'rescheduleVersion',
  'cancelVersion',
  'due',
  'late',
  'missed',
  'runMissed',
  'runMissedVersion',
  'projectRule',
  'group',
  'archive',
  'reactivate',
  'delete',
  'restore',
  'deleteContent',
  'restoreContent',
  'revert',
  'revert',
] as const
export interface Wish {
  type: (typeof types)[number]
  pick: number
  other: number
  value: number
}

const wish = fc.record<Wish>({
  type: fc.constantFrom(...types),
  pick: fc.nat(20),
  other: fc.nat(20),
  value: fc.nat(20),
})
const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
/** For how long something waits that is scheduled: with ticks, which no clock of whole seconds shows. */
const waitsMs = [hourMs + 1, 72.5 * hourMs + 7] as const

/** What is sent at once, time after time. */
export const moments = fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), {
  minLength: 10,
  maxLength: 40,
  size: 'max',
})

const decisions: readonly ReviewDecision[] = [
  'approve',
  'approve',
  'overrule',
  'reject',
  'withdraw',
  'approve',
]

/** What somebody decides, by a number of a wish, about the text that they read. */
function decisionOf(value: number, seen: number) {
  return { person: Math.floor(value / 6) % 2, decision: at(decisions, value), seen }
}

/** The commands that somebody sends who wants this and looks at what is there. */
export function meant({ type, pick, other, value }: Wish, model: Model, now: number): ModelCommand[] {
  const content = pick % model.contents.length
  const versions = model.contents[content] ?? []
  const number = versions.length - (other % Math.min(versions.length, 3))
  const project = at(Object.keys(model.projects).sort(), other)
  const live = versions.findIndex(({ status }) => status === 'published') + 1
  const seen = live === 0 ? null : live
  const release = at(Object.keys(model.releases).sort(), pick)
  switch (type) {
    case 'makeReady':
      // Each is a command of its own, so others come in between.
      return Object.keys(model.projects[project] ?? {}).map((own) => {
        const item = model.projects[project]?.[Number(own)]
        const version = model.contents[Number(own)]?.[(item?.number ?? 1) - 1]
        const status = (item?.review ?? version?.status) === 'draft' ? 'in_review' : 'ready'
        return { type: 'moveItem', project, content: Number(own), status }
      })
    case 'move':
      return [{ type, content, number, status: at(settableStatuses, value) }]
    case 'moveItem':
      return [{ type, project, content, status: at(settableStatuses, value) }]
    case 'rebase':
      return [{ type, content, number, seen }]
    case 'add':
      return [{ type, project, content, action: 'publish' }]
    case 'takeDown':
      return [{ type: 'add', project, content, action: 'unpublish' }]
    case 'remove':
      return [{ type, project, content, isThere: model.projects[project]?.[content] !== undefined }]
    case 'publish':
      return [{ type, project, mode: value % 2 === 0 ? 'all' : 'ready', replace: value % 3 === 0 }]
    case 'publishVersion':
      return [{ type, content, number, seen: value % 2 === 0 ? undefined : seen }]
    case 'rule':
      return [{ type, rule: value % modelRules.length }]
    case 'decide':
      return [{ type, content, number, ...decisionOf(value, versions[number - 1]?.text ?? 1) }]
    case 'decideItem': {
      const item = model.projects[project]?.[content]
      const text = item?.action === 'unpublish' ? item.number : versions[(item?.number ?? 1) - 1]?.text
      return [{ type, project, content, ...decisionOf(value, text ?? 1) }]
    }
    case 'projectRule':
      return [{ type, project, rule: value % 3 === 0 ? null : value % modelRules.length }]
    case 'group':
      return [{ type, person: other % 2, isIn: value % 2 === 0 }]
    case 'assign':
      return [{ type, project, content }]
    case 'schedule':
    case 'reschedule':
      return [{ type, project, dueAt: now + at(waitsMs, value) }]
    case 'scheduleVersion':
    case 'rescheduleVersion':
      return [{ type, content, number, dueAt: now + at(waitsMs, value) }]
    case 'cancel':
    case 'runMissed':
    case 'archive':
    case 'reactivate':
    case 'delete':
    case 'restore':
      return [{ type, project }]
    case 'deleteContent':
    case 'restoreContent':
      return [{ type, content }]
    case 'due':
    case 'late':
    case 'missed':
      return dueIn(model, now)
    case 'revert':
      return release === undefined ? [] : [{ type, release }]
    default:
      return [{ type, content, number }]
  }
}

/** What is due by then comes due together; the product takes one after the other. */
function dueIn(model: Model, at: number): ModelCommand[] {
  return pendingIn(model)
    .filter(({ dueAt }) => dueAt <= at)
    .map(({ of }) => ({ ...of, at }))
}

/** Schedules that are pending, and what they are of. */
function pendingIn(model: Model) {
  const ofProjects = Object.entries(model.scheduled).map(([project, schedule]) => {
    return { schedule, of: { type: 'due' as const, project } }
  })
  const ofVersions = model.contents.flatMap((versions, content) =>
    versions.map(({ schedule }, index) => {
      return { schedule, of: { type: 'dueVersion' as const, content, number: index + 1 } }
    }),
  )
  return [...ofProjects, ...ofVersions].flatMap(({ schedule, of }) =>
    schedule?.state === 'pending' ? [{ of, dueAt: schedule.dueAt }] : [],
  )
}

/**
 * How far the clock goes on: beyond the short waits, or all of them; or to the very tick at which the last one is due,
 * of which jobs come to know a second later. Never into the seconds in which it is open whether something is due, or
 * missed.
 */
export function leapMs(wishes: readonly Wish[], model: Model, now: number): number {
  const types = new Set(wishes.map(({ type }) => type))
  const pending = pendingIn(model).map(({ dueAt }) => dueAt)
  const last = Math.max(...pending)
  const isClear = (leap: number) =>
    pending.every((dueAt) => {
      const lateMs = now + leap - dueAt
      return Math.min(Math.abs(lateMs), Math.abs(lateMs - 24 * hourMs)) > minuteMs
    })
  const isTick = types.has('late') && pending.length > 0
  const tick = last - now - secondMs
  if (isTick && tick > 0 && pending.every((dueAt) => dueAt === last || last - dueAt < 23 * hourMs))
    return tick
  let leap = types.has('missed') ? 75 * hourMs : types.has('due') ? 2 * hourMs : 0
  while (leap > 0 && !isClear(leap)) leap += 2 * minuteMs
  return leap
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
