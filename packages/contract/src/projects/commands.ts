/** What is sent to make and change a project. */
import type { Id } from '../core/ids.ts'
import type { Project, ProjectColor } from './entity.ts'
import type { ProjectVisibility } from './members/entity.ts'

/** `POST /projects` answers 201 with the project. */
export interface CreateProject {
  name: string
  description?: string | undefined
  color?: ProjectColor | undefined
  /** `public` when left out; whoever makes a private project is its manager. */
  visibility?: ProjectVisibility | undefined
}

/** `PATCH /projects/{id}`, with `If-Match`. */
export interface ChangeProject {
  name?: string | undefined
  description?: string | undefined
  color?: ProjectColor | undefined
}

/** Why an item does not come back with its project, or with its content. */
export const leftReasons = [
  'in_other_project',
  'published',
  'scheduled',
  'deleted',
  'project_scheduled',
] as const

/** An item whose version is not free any more. It can be put back one day, where that is free again. */
export interface LeftItem {
  id: Id
  contentId: Id
  title: string
  versionNumber: number
  reason: (typeof leftReasons)[number]
  /** Which project holds the version now, or is scheduled and takes nothing; null for all other reasons. */
  project: { id: Id; name: string } | null
}

/** What reactivating a project, or bringing a deleted one back, answers: what it is now, and what did not come back. */
export interface ReopenedProject {
  project: Project
  left: LeftItem[]
}
