/** What one may do with something in the trash: bring it back, delete it for good. */
import type { TrashEntry } from '@copydesk/contract'
import { useMemo } from 'react'
import { useContentEnds } from '../../content/use-content-ends.ts'
import { useMay } from '../../people/use-may.ts'
import { useProjectEnds } from '../../projects/use-project-ends.ts'

export interface TrashActs {
  mayRestore: (entry: TrashEntry) => boolean
  mayPurge: boolean
  /** Failures are told as of any command. */
  restore: (entry: TrashEntry) => Promise<unknown>
}

export function useTrashActs(): TrashActs {
  const contentEnds = useContentEnds()
  const projectEnds = useProjectEnds()
  const mayWriteContent = useMay('content.write')
  const mayWriteProjects = useMay('project.write')
  const mayPurge = useMay('site.manage')
  return useMemo(
    () => ({
      mayRestore: ({ kind }) => (kind === 'content' ? mayWriteContent : mayWriteProjects),
      mayPurge,
      restore: ({ kind, id, title }) =>
        kind === 'content' ? contentEnds.restore({ id, title }) : projectEnds.restore({ id, name: title }),
    }),
    [contentEnds, projectEnds, mayWriteContent, mayWriteProjects, mayPurge],
  )
}
