/** What is published in a person's own channel of what awaits them. */
import type { EventBase } from '../../core/event.ts'
import type { Awaited } from './entity.ts'

export interface AwaitingChanged extends EventBase<'awaiting.changed'> {
  total: number
  open: number
  /** All of it; absent where that is more than one event carries. Whoever shows it loads it again. */
  data?: Awaited[]
}
