/** How every run begins, and bugs that were found in the releases of other systems. */
import type { Wish } from './wishes.ts'

const moment = (type: Wish['type'], ...picks: number[]): Wish[] =>
  picks.map((pick) => ({ type, pick, other: 0, value: 0 }))

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
]
