/** What is published about access to private projects. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { ProjectSummary } from '../entity.ts'
import type { ProjectMember } from './entity.ts'

/** Channel `project:{id}`: all of its members, as they are now. */
export interface MembersChanged extends EventBase<'members.changed'> {
  members: ProjectMember[]
}

/** Channel `person:#{id}`: private projects that they see from now on, or see no more. */
export interface AccessChanged extends EventBase<'access.changed'> {
  granted: ProjectSummary[]
  revoked: Id[]
}
