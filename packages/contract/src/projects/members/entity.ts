/** Who is in a private project, and as what. */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'

/** `private`: for its members alone, with the open versions that it holds. */
export const projectVisibilities = ['public', 'private'] as const
export type ProjectVisibility = (typeof projectVisibilities)[number]

/** What a member may do there, never more than their role on the site; a `manager` also says who is in. */
export const memberRoles = ['viewer', 'reviewer', 'editor', 'manager'] as const
export type MemberRole = (typeof memberRoles)[number]

/** A person, or everybody of a group. */
export interface ProjectMember {
  /** Of the person or the group. */
  id: Id
  kind: 'person' | 'group'
  role: MemberRole
  addedBy: Actor
  addedAt: Instant
  /** An administrator who let themself in. */
  hasEntered: boolean
}

/** `GET /projects/{id}/members`: in the order in which they came. */
export type ProjectMembers = Page<ProjectMember>

/** A private project as an administrator sees it who is not in it. */
export interface ClosedProject {
  id: Id
  name: string
  createdBy: Actor
  createdAt: Instant
}

/** `GET /projects/closed`: newest first. */
export type ClosedProjects = Page<ClosedProject>

/** How many people and groups a project may have as members. */
export const mostMembers = 200
