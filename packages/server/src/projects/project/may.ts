/**
 * What a viewer may do in a project. `present` says what a project is, the same for everybody and in events too; this is
 * for answers to one viewer, and asks what the door asks when they do it.
 */
import { type ProjectAction, projectActions } from '@copydesk/contract'
import { allows, type Viewer } from '../../command/viewer.ts'

/** The actions that the door would let this viewer do. */
export function mayInProject(viewer: Viewer): ProjectAction[] {
  return projectActions.filter((action) => allows(viewer, action))
}
