/** What else can be done with the project: copy its address, archive it, delete it. */
import type { ViewedProject } from '@copydesk/contract'
import { Archive, ArchiveRestore, CheckCheck, CopyPlus, Ellipsis, Link2, Trash2, Users } from 'lucide-react'
import { Suspense, useState } from 'react'
import { IconButton, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import { copyLink } from '../../../frame/copy-link.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { useProjectEnds } from '../../../projects/use-project-ends.ts'

const Members = later(async () => (await import('../members/Members.tsx')).Members, 'drawn')
const ProjectRule = later(async () => (await import('./ProjectRule.tsx')).ProjectRule)
const ProjectDeletion = later(async () => (await import('./ProjectDeletion.tsx')).ProjectDeletion)

export interface ProjectMenuProps {
  project: ViewedProject
  itemCount: number
  /** Whether one may archive and delete it. */
  mayEnd: boolean
}

export function ProjectMenu({ project, itemCount, mayEnd }: ProjectMenuProps) {
  const ends = useProjectEnds()
  const isArchived = project.archivedAt !== null
  const [isAsking, setAsking] = useState(false)
  const [isRuling, setRuling] = useState(false)
  const [isShowingMembers, setShowingMembers] = useState(false)
  return (
    <>
      <MenuTrigger>
        <IconButton label="More about this project">
          <Ellipsis size={16} aria-hidden />
        </IconButton>
        <Menu placement="bottom end" aria-label="Project">
          <MenuItem
            label="Copy link"
            icon={<Link2 size={15} />}
            onAction={() => copyLink(paths.project(project.id))}
          />
          {mayEnd ? (
            <MenuItem
              label="Duplicate"
              icon={<CopyPlus size={15} />}
              onAction={() => void ends.duplicate(project)}
            />
          ) : null}
          <MenuItem label="Approval rule…" icon={<CheckCheck size={15} />} onAction={() => setRuling(true)} />
          {project.visibility === 'private' ? (
            <MenuItem label="Members…" icon={<Users size={15} />} onAction={() => setShowingMembers(true)} />
          ) : null}
          {mayEnd && !isArchived ? (
            <MenuItem
              label="Archive"
              icon={<Archive size={15} />}
              onAction={() => void ends.archive(project)}
            />
          ) : null}
          {mayEnd && isArchived ? (
            <MenuItem
              label="Reactivate"
              icon={<ArchiveRestore size={15} />}
              onAction={() => void ends.reactivate(project)}
            />
          ) : null}
          {mayEnd ? (
            <MenuItem
              label="Delete project…"
              icon={<Trash2 size={15} />}
              tone="danger"
              onAction={() => setAsking(true)}
            />
          ) : null}
        </Menu>
      </MenuTrigger>
      <Suspense>
        {isRuling && <ProjectRule project={project} onClose={() => setRuling(false)} />}
        {isShowingMembers && <Members project={project} onClose={() => setShowingMembers(false)} />}
        {isAsking && (
          <ProjectDeletion project={project} itemCount={itemCount} onClose={() => setAsking(false)} />
        )}
      </Suspense>
    </>
  )
}
