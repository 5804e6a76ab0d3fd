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
  'cancel',
  'scheduleVersion',
  'cancelVersion',
  'due',
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
export function meant({ type, pick, other, value }: Wish, model: Model): ModelCommand[] {
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
      return [{ type, project, content }]
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
    case 'assign':
      return [{ type, project, content }]
    case 'schedule':
    case 'cancel':
      return [{ type, project }]
    case 'due':
      return dueIn(model)
    case 'revert':
      return release === undefined ? [] : [{ type, release }]
    default:
      return [{ type, content, number }]
  }
}

/** All schedules that are pending come due together; the product takes them one after the other. */
export function dueIn(model: Model): ModelCommand[] {
  const ofProjects = Object.entries(model.scheduled)
    .filter(([, schedule]) => schedule === 'pending')
    .map(([project]): ModelCommand => ({ type: 'due', project }))
  const ofVersions = model.contents.flatMap((versions, content) =>
    versions.flatMap(({ schedule }, index): ModelCommand[] =>
      schedule === 'pending' ? [{ type: 'dueVersion', content, number: index + 1 }] : [],
    ),
  )
  return [...ofProjects, ...ofVersions]
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
