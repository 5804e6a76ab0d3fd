/** What is sent to make and change a project. */
import type { ProjectColor } from './entity.ts'

/** `POST /projects` answers 201 with the project. */
export interface CreateProject {
  name: string
  description?: string | undefined
  color?: ProjectColor | undefined
}

/** `PATCH /projects/{id}`, with `If-Match`. */
export interface ChangeProject {
  name?: string | undefined
  description?: string | undefined
  color?: ProjectColor | undefined
}
