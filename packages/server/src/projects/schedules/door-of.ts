/** The way in to what a schedule is of. */
import type { Owner } from './owner.ts'
import { projectDoor } from './project-door.ts'
import type { Door } from './subject.ts'

export function doorOf({ projectId }: Owner): Door {
  return projectDoor(projectId)
}
