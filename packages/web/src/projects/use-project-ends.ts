/** Duplicating, archiving, reactivating and deleting a project, each said where it does not show, with the way back. */
import type { CommandOutcome } from '@copydesk/client'
import type { LeftItem, Project } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { showToast } from '../design/index.ts'
import { offerUndo, undoHistory } from '../frame/undo/undo.ts'
import { paths } from '../paths.ts'
import { sayLeft } from './say-left.ts'

type Named = Pick<Project, 'id' | 'name'>

export interface ProjectEnds {
  duplicate: (project: Named) => Promise<void>
  archive: (project: Named) => Promise<void>
  reactivate: (project: Named) => Promise<CommandOutcome<unknown>>
  remove: (project: Named) => Promise<void>
  restore: (project: Named) => Promise<CommandOutcome<unknown>>
}

/** Failures are told as of any command. */
export function useProjectEnds(): ProjectEnds {
  const commands = useCommands()
  const navigate = useNavigate()
  return useMemo(() => {
    const ends: ProjectEnds = {
      duplicate: async (project) => {
        const outcome = await commands.duplicateProject(project.id)
        if (!outcome.ok || outcome.value === undefined) return
        const { id, name } = outcome.value
        showToast({
          tone: 'info',
          title: `Made “${name}”`,
          text: 'Its items are new drafts.',
          action: { label: 'Open', onPress: () => void navigate(paths.project(id)) },
        })
      },
      archive: (project) =>
        undoHistory.during(async () => {
          const outcome = await commands.archiveProject(project.id)
          if (!outcome.ok) return
          offerUndo({
            title: `Archived “${project.name}”`,
            text: 'What was not published is free for other projects.',
            takeBack: () => ends.reactivate(project),
            saysSo: true,
          })
        }),
      reactivate: async (project) => {
        const outcome = await commands.reactivateProject(project.id)
        if (outcome.ok) sayBack(`“${project.name}” is open again`, outcome.value?.left ?? [])
        return outcome
      },
      remove: (project) =>
        undoHistory.during(async () => {
          const outcome = await commands.deleteProject(project.id)
          if (!outcome.ok) return
          offerUndo({
            title: `Deleted “${project.name}”`,
            takeBack: () => ends.restore(project),
            saysSo: true,
          })
        }),
      restore: async (project) => {
        const outcome = await commands.restoreProject(project.id)
        if (outcome.ok) sayBack(`“${project.name}” is back`, outcome.value?.left ?? [])
        return outcome
      },
    }
    return ends
  }, [commands, navigate])
}

function sayBack(title: string, left: readonly LeftItem[]): void {
  showToast({ tone: 'info', title, ...(left.length === 0 ? {} : { text: sayLeft(left) }) })
}
