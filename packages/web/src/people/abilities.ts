/**
 * What the signed-in person may do, so that screens offer only that. The server decides; this follows its table of
 * roles and actions.
 */
import type { Role } from '@copydesk/contract'
import { useMe } from '@copydesk/react'

export interface Abilities {
  /** Create and edit content. */
  writeContent: boolean
  /** Rename projects, add and remove items, assign them, publish. */
  manageProjects: boolean
  /** Move items from one status to another. */
  review: boolean
  comment: boolean
  /** Delete other people's comments. */
  moderate: boolean
}

const byRole: Record<Role, Abilities> = {
  viewer: { writeContent: false, manageProjects: false, review: false, comment: false, moderate: false },
  reviewer: { writeContent: false, manageProjects: false, review: true, comment: true, moderate: false },
  editor: { writeContent: true, manageProjects: true, review: true, comment: true, moderate: false },
  admin: { writeContent: true, manageProjects: true, review: true, comment: true, moderate: true },
}

/** What the person at this screen may do now; it changes when the role does. */
export function useAbilities(): Abilities {
  return byRole[useMe().role]
}
