/** The project that holds this version, or the button that adds it to one. */

import { type Id, type Project, type VersionSummary, wasPublished } from '@copydesk/contract'
import { useCommands, useProjects } from '@copydesk/react'
import { FolderPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link } from 'react-router'
import { Button, cx, Popover, PopoverTrigger, ProjectColorDot, SkeletonRows } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import styles from './ContentView.module.css'

const ProjectChoice = later(async () => (await import('./ProjectChoice.tsx')).ProjectChoice)

export function AddToProject({ version }: { version: VersionSummary }) {
  const projects = useProjects().data?.data ?? []
  const mayAdd = useMay('item.write')
  const holder = projects.find((project) => project.id === version.projectId)
  if (holder !== undefined) {
    return (
      <Link
        to={paths.project(holder.id)}
        className={cx(styles.holder)}
        title={`In the project ${holder.name}`}
      >
        <ProjectColorDot color={holder.color} />
        <span>{holder.name}</span>
      </Link>
    )
  }
  if (!mayAdd || version.projectId !== null || wasPublished(version.status)) return null
  return <AddButton version={version} projects={projects} />
}

function AddButton({ version, projects }: { version: VersionSummary; projects: readonly Project[] }) {
  const commands = useCommands()
  const [isOpen, setOpen] = useState(false)
  const add = (projectId: Id) => {
    setOpen(false)
    void commands.addItems(projectId, [{ contentId: version.contentId, versionId: version.id }])
  }
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" icon={<FolderPlus size={15} aria-hidden />}>
        Add to project
      </Button>
      <Popover label="Add to project" placement="bottom end" isFlush>
        <Suspense fallback={<SkeletonRows label="Loading" count={4} />}>
          <ProjectChoice projects={projects} onChoose={add} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}
