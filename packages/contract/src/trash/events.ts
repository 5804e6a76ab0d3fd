/** What is published in `trash`. */
import type { EventBase } from '../core/event.ts'

/** Something came or went: whoever shows the trash loads it again, since not everybody sees all of it. */
export type TrashChanged = EventBase<'trash.changed'>
