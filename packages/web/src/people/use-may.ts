/**
 * What the signed-in person may do, to leave out what the server would refuse. The server decides, and says so with the
 * session, and of each project with the project.
 */
import { type Action, type ProjectAction, projectActions } from '@copydesk/contract'
import { createContext, useContext } from 'react'

/** What the session says. */
export const MayOnSite = createContext<readonly Action[]>([])

/** What the project says that is on the screen; null elsewhere. */
export const MayInProject = createContext<readonly ProjectAction[] | null>(null)

/** Whether the person may do this here. */
export function useMay(action: Action): boolean {
  const onSite = useContext(MayOnSite)
  const inProject = useContext(MayInProject)
  const isOfProjects = projectActions.some((one) => one === action)
  const may: readonly Action[] = inProject !== null && isOfProjects ? inProject : onSite
  return may.includes(action)
}
