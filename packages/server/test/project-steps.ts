/** Random commands on content, projects, items and comments, as they are drawn. */
import fc from 'fast-check'

/** `pick`s choose among what is there, `value`s among what commands may say. */
export interface Step {
  action: (typeof actions)[number]
  person: number
  picks: number[]
  value: number
}

const actions = [
  'createContent',
  'createVersion',
  'changeVersion',
  'writeContent',
  'deleteContent',
  'restoreContent',
  'createProject',
  'changeProject',
  'deleteProject',
  'restoreProject',
  'duplicateProject',
  'archiveProject',
  'reactivateProject',
  'addItems',
  'addVersion',
  'addTakedowns',
  'moveItems',
  'makeReady',
  'rebaseItem',
  'moveVersion',
  'rebaseVersion',
  'publishVersion',
  'assignItems',
  'removeItems',
  'restoreItems',
  'addTask',
  'tickTask',
  'changeTask',
  'moveTask',
  'removeTask',
  'restoreTask',
  'publishAll',
  'publishReady',
  'revert',
  'scheduleProject',
  'changeSchedule',
  'cancelSchedule',
  'scheduleVersion',
  'cancelVersionSchedule',
  'changeRule',
  'decideItem',
  'decideVersion',
  'createGroup',
  'changeGroup',
  'comment',
  'commentOnText',
  'editComment',
  'deleteComment',
  'restoreComment',
  'readOne',
  'readAll',
  'changeEntries',
  'seeAll',
  'runJobs',
] as const

/** What makes a project grow and go out comes more often than what ends it, and so do reviews. */
const action = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom<Step['action']>('addItems', 'makeReady', 'publishReady'),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step['action']>('scheduleProject', 'changeRule', 'decideItem') },
  { weight: 3, arbitrary: fc.constantFrom(...actions) },
)

const step: fc.Arbitrary<Step> = fc.record({
  action,
  person: fc.nat(1),
  picks: fc.array(fc.nat(20), { minLength: 2, maxLength: 5, size: 'max' }),
  value: fc.nat(20),
})

/** Long enough that things get published and replaced, short enough to read. */
export const steps = fc.array(step, { minLength: 5, maxLength: 50, size: 'max' })

/** Steps every run begins with, so that there is something to pick from. */
export const opening: Step[] = [
  ...[0, 1, 2, 3, 4].map((value): Step => ({ action: 'createContent', person: 0, picks: [0, 0], value })),
  { action: 'createProject', person: 0, picks: [0, 0], value: 0 },
  { action: 'createProject', person: 1, picks: [0, 0], value: 1 },
  { action: 'addItems', person: 0, picks: [0, 1, 2, 3], value: 0 },
]
