/** How every run begins, and bugs that were found in the releases of other systems. */
import { settableStatuses } from '@copydesk/contract'
import type { Wish } from './wishes.ts'

/** The values of wishes that move something there. */
const [draft, inReview, ready] = (['draft', 'in_review', 'ready'] as const).map((one) => {
  return settableStatuses.indexOf(one)
}) as [number, number, number]

const moment = (type: Wish['type'], ...picks: number[]): Wish[] =>
  picks.map((pick) => ({ type, pick, other: 0, value: 0 }))

/** One wish about the second project, or with another number. */
const wish = (type: Wish['type'], pick: number, { other = 0, value = 0 } = {}): Wish => {
  return { type, pick, other, value }
}

/** The first project is on its way out. */
const underWay = (...contents: number[]) => [
  moment('add', ...contents),
  moment('makeReady', 0),
  moment('makeReady', 0),
]

/** Of the item with this content in the first project. */
const approval = (pick: number, person: number): Wish => ({
  type: 'decideItem',
  pick,
  other: 0,
  value: person * 6,
})

/** Every run begins with two releases of the same content and a take-down, so that there is something to take back. */
export const opening = [
  ...[1, 2].flatMap(() => [
    moment('add', 0, 1),
    moment('makeReady', 0),
    moment('makeReady', 0),
    moment('publish', 0),
  ]),
  moment('takeDown', 1),
  moment('makeReady', 0),
  moment('makeReady', 0),
  moment('publish', 0),
]

/** Peers' bugs: each was found in the releases of another system. The releases are picked by their names' order. */
export const known: [Wish[][]][] = [
  // A revert that went one revision too far, and the revert of that revert.
  [
    [
      moment('revert', 1),
      moment('publish', 0),
      [{ type: 'publish', pick: 0, other: 1, value: 0 }],
      moment('revert', 2),
    ],
  ],
  // Reverts of a take-down and of what was new, one after the other and both at once.
  [[moment('revert', 0, 2), [{ type: 'publish', pick: 0, other: 1, value: 0 }], moment('revert', 0, 1, 2)]],
  // An approval of an older text, and one that a new assignee made void.
  [
    [
      [...moment('add', 0, 2), { type: 'rule', pick: 0, other: 0, value: 1 }],
      moment('makeReady', 0),
      [approval(0, 0), ...moment('edit', 0)],
      [approval(0, 0), ...moment('edit', 0), approval(0, 1)],
      [approval(0, 0), ...moment('assign', 0)],
      [approval(0, 1), ...moment('assign', 0)],
      [approval(2, 1), approval(2, 0), { type: 'decideItem', pick: 2, other: 0, value: 3 }],
      moment('publish', 0),
    ],
  ],
  // An older planned date that comes back, and schedules that stall: moved, run beside each other, one that is late.
  [
    [
      [...moment('add', 0, 1), { type: 'add', pick: 2, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      moment('schedule', 0),
      moment('cancel', 0),
      [...moment('due', 0), { type: 'schedule', pick: 0, other: 1, value: 0 }],
      [...moment('schedule', 0), ...moment('draft', 0), ...moment('publishVersion', 0)],
      [...moment('due', 0), ...moment('cancel', 0)],
      moment('due', 0, 0),
    ],
  ],
  // Two schedules of the same content: the second one finds something else live, and fails.
  [
    [
      [...moment('add', 0), { type: 'add', pick: 0, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      [...moment('schedule', 0), { type: 'schedule', pick: 0, other: 1, value: 0 }],
      moment('due', 0),
      moment('cancel', 0),
      [{ type: 'cancel', pick: 0, other: 1, value: 0 }],
    ],
  ],
  // Two publishes at once with the same content, and a text that changes meanwhile.
  [
    [
      [...moment('add', 0, 2), ...moment('edit', 0)],
      [...moment('makeReady', 0), ...moment('edit', 0)],
      [...moment('publish', 0, 0), ...moment('edit', 0)],
    ],
  ],
  // Relations lost in a parallel publish: texts that refer to each other go out beside each other, and are written on.
  [
    [
      [...moment('add', 0), wish('add', 2, { other: 1 }), ...moment('edit', 0, 2)],
      [...moment('makeReady', 0), wish('makeReady', 0, { other: 1 }), ...moment('edit', 0, 2)],
      [...moment('makeReady', 0), wish('makeReady', 0, { other: 1 })],
      [...moment('publish', 0), wish('publish', 0, { other: 1 }), ...moment('draft', 0, 2)],
      [...moment('edit', 0, 2), ...moment('revert', 0)],
    ],
  ],
  // What was seen to be blocked, or to be ready, by somebody who published what it had become since.
  [
    [
      ...underWay(0, 2),
      [...moment('publish', 0), wish('moveItem', 2, { value: draft }), ...moment('edit', 2)],
      [...moment('publish', 0), wish('moveItem', 2, { value: inReview })],
      [wish('moveItem', 2, { value: ready }), ...moment('publish', 0), wish('rule', 0, { value: 1 })],
      moment('publish', 0),
    ],
  ],
  // A tick late: due at a millisecond, carried out when the clock shows it; of one that was moved the older time is gone.
  [
    [
      ...underWay(0, 2),
      moment('schedule', 0),
      moment('due', 0),
      ...underWay(0, 2),
      moment('schedule', 0),
      [wish('reschedule', 0, { value: 1 }), ...moment('due', 0)],
      [...moment('due', 0), ...moment('reschedule', 0)],
      [wish('reschedule', 0, { value: 1 })],
      moment('late', 0),
    ],
  ],
  // One that missed its time goes out when somebody says so, once, and is not moved; a version by itself likewise.
  [
    [
      ...underWay(0),
      [wish('move', 2, { value: inReview })],
      [wish('move', 2, { value: ready })],
      [...moment('schedule', 0), wish('scheduleVersion', 2)],
      moment('missed', 0),
      [...moment('reschedule', 0), ...moment('schedule', 0), wish('rescheduleVersion', 2)],
      [...moment('archive', 0), ...moment('delete', 0), ...moment('deleteContent', 2)],
      [...moment('runMissed', 0, 0), wish('runMissedVersion', 2), wish('cancelVersion', 2)],
      ...underWay(1),
      moment('schedule', 0),
      moment('missed', 0),
      [...moment('runMissed', 0), ...moment('cancel', 0)],
    ],
  ],
  // Ready by the rule of the site while its project was away, which asks for more.
  ...(['archive', 'delete'] as const).map((away): [Wish[][]] => [
    [
      [...moment('add', 0, 2), wish('projectRule', 0, { value: 1 })],
      moment(away, 0),
      [wish('move', 0, { value: inReview }), wish('move', 2, { value: inReview })],
      [wish('move', 0, { value: ready }), wish('add', 2, { other: 1 }), ...moment('deleteContent', 0)],
      [...moment(away === 'archive' ? 'reactivate' : 'restore', 0), ...moment('restoreContent', 0)],
      moment('publish', 0),
      [approval(0, 0), approval(0, 1), ...moment('restoreContent', 0)],
      moment('publish', 0),
    ],
  ]),
  // An approval of somebody who leaves the group that is asked, and comes back.
  [
    [
      [wish('projectRule', 0, { value: 1 }), wish('rule', 0, { value: 3 }), wish('add', 0, { other: 1 })],
      [wish('makeReady', 0, { other: 1 })],
      [wish('decide', 0, { value: 6 }), wish('group', 0, { other: 1, value: 1 })],
      [wish('decide', 0, { value: 0 }), wish('decide', 0, { value: 6 })],
      [wish('group', 0, { other: 0 }), wish('decide', 0, { value: 0 })],
      [wish('group', 0, { other: 1 }), wish('remove', 0, { other: 1 })],
      [wish('publishVersion', 0), ...moment('add', 0)],
    ],
  ],
]
