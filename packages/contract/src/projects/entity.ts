/** Projects and the list of them. */
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { ProjectAction } from '../core/policy.ts'
import type { Instant } from '../core/time.ts'
import type { StatusCounts } from './counts.ts'
import type { MemberRole, ProjectVisibility } from './members/entity.ts'
import type { Schedule } from './schedules/entity.ts'

/** A colour of the project palette; the web app maps each to a pair of light and dark tokens. */
export const projectColors = ['slate', 'blue', 'teal', 'green', 'amber', 'orange', 'rose', 'violet'] as const
export type ProjectColor = (typeof projectColors)[number]

export interface Project {
  id: Id
  revision: number
  name: string
  description: string
  color: ProjectColor
  visibility: ProjectVisibility
  createdBy: Actor
  createdAt: Instant
  updatedAt: Instant
  /** When the project was last published as a whole or in part, or null. */
  publishedAt: Instant | null
  /** Since when it is archived, which is read only; null while it is open. */
  archivedAt: Instant | null
  /** Its schedule while that is pending or missed, or failed and was not dismissed. */
  schedule: Schedule | null
}

/** A line of the projects list. Counts follow within a second of a change, not with each item. */
export interface ProjectSummary extends Project {
  counts: StatusCounts
  commentCount: number
}

/** `GET /projects`: all of them, by id. */
export type ProjectsState = Page<ProjectSummary>

/**
 * A project with what whoever asked for it may do in it while it is open. Events, which are the same for everybody, do
 * not say that.
 */
export interface ViewedProject extends Project {
  may: ProjectAction[]
  /** As what the viewer is in it; null for a public project. */
  memberRole: MemberRole | null
}

/** `GET /projects/{id}`; null once the project was deleted. */
export type ProjectState = ViewedProject | null
