/**
 * What a viewer may do in a project. `present` says what a project is, the same for everybody and in events too; this is
 * for answers to one viewer, and asks what the door asks when they do it.
 */
import { type MemberRole, type ProjectAction, projectActions } from '@copydesk/contract'
import { allows, type Viewer } from '../../command/viewer.ts'
import { allowsAsMember } from '../members/sight.ts'

/** The actions that the door would let this viewer do, `member` of a private project, null in a public one. */
export function mayInProject(viewer: Viewer, member: MemberRole | null): ProjectAction[] {
  return projectActions.filter((action) =>
    member === null ? allows(viewer, action) : allowsAsMember(viewer, member, action),
  )
}
