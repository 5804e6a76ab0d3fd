/** The way in to what a schedule is of. */
import type { Owner } from './owner.ts'
import { projectDoor } from './project-door.ts'
import type { Door } from './subject.ts'
import { versionDoor } from './version-door.ts'

export function doorOf(owner: Owner): Door {
  return 'projectId' in owner ? projectDoor(owner.projectId) : versionDoor(owner.contentId, owner.versionId)
}
