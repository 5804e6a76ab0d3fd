/** What is published about access to private projects. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { ProjectSummary } from '../entity.ts'
import type { MemberRole, ProjectMember } from './entity.ts'

/** One member who is in from now on, is something else there, or is out. */
export interface MemberChange extends Pick<ProjectMember, 'id' | 'kind'> {
  deed: 'added' | 'entered' | 'changed' | 'removed'
  /** Before, where they are out. */
  role: MemberRole
}

/** Channel `project:{id}`: all of its members, as they are now. */
export interface MembersChanged extends EventBase<'members.changed'> {
  members: ProjectMember[]
  change: MemberChange
}

/** Channel `person:#{id}`: private projects that they see from now on, or see no more. */
export interface AccessChanged extends EventBase<'access.changed'> {
  granted: ProjectSummary[]
  revoked: Id[]
}
