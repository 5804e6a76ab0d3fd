/** What is published in a person's own channel about where they are signed in. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { OwnSession } from './entity.ts'

export interface SessionStarted extends EventBase<'session.started'> {
  session: OwnSession
}

export interface SessionsEnded extends EventBase<'session.ended'> {
  sessionIds: Id[]
}

/** Channel `person:#{id}`, beside the inbox. */
export type OwnSessionsEvent = SessionStarted | SessionsEnded
