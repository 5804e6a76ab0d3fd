/**
 * The project that holds this version, with the way to a draft of its own for another one; or the button that adds it to
 * one. What is live can be taken down by one.
 */

import { type AddItem, type Project, type VersionSummary, wasPublished } from '@copydesk/contract'
import { useCommands, useProjects } from '@copydesk/react'
import { ArrowDownToLine, CopyPlus, FolderPlus } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  Button,
  Popover,
  PopoverTrigger,
  ProjectColorDot,
  SkeletonRows,
  showToast,
} from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import styles from './ContentView.module.css'

const ProjectChoice = later(async () => (await import('../../../projects/ProjectChoice.tsx')).ProjectChoice)

export function AddToProject({ version }: { version: VersionSummary }) {
  const projects = useProjects().data?.data ?? []
  const mayAdd = useMay('item.write')
  const holder = projects.find((project) => project.id === version.projectId)
  const { contentId, id: versionId, language } = version
  return (
    <>
      {holder !== undefined && (
        <Link to={paths.project(holder.id)} className={styles.holder} title={`In the project ${holder.name}`}>
          <ProjectColorDot color={holder.color} />
          <span>{holder.name}</span>
        </Link>
      )}
      {mayAdd && version.status === 'published' && (
        <ChooseProject
          label="Take down"
          icon={<ArrowDownToLine size={15} aria-hidden />}
          projects={projects}
          item={{ contentId, language, action: 'unpublish' }}
          said={(project) => `Publishing “${project.name}” will take it down`}
        />
      )}
      {mayAdd && holder !== undefined && !wasPublished(version.status) && (
        <ChooseProject
          label="Add to another project"
          icon={<CopyPlus size={15} aria-hidden />}
          projects={projects.filter((project) => project.id !== holder.id)}
          item={{ contentId, language }}
          said={(project) =>
            `A draft of its own is in “${project.name}”; version ${version.number} stays in “${holder.name}”`
          }
        />
      )}
      {mayAdd &&
        version.projectId === null &&
        version.status !== 'scheduled' &&
        !wasPublished(version.status) && (
          <ChooseProject
            label="Add to project"
            icon={<FolderPlus size={15} aria-hidden />}
            projects={projects}
            item={{ contentId, versionId }}
          />
        )}
    </>
  )
}

interface ChooseProjectProps {
  label: string
  icon: ReactNode
  projects: readonly Project[]
  item: AddItem
  /** What came of it, where the page does not show that. */
  said?: (project: Project) => string
}

function ChooseProject({ label, icon, projects, item, said }: ChooseProjectProps) {
  const commands = useCommands()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const add = async (project: Project) => {
    setOpen(false)
    const outcome = await commands.addItems(project.id, [item])
    if (!outcome.ok || said === undefined) return
    const itemId = outcome.value?.data[0]?.id
    const show = () => void navigate(paths.project(project.id, itemId === undefined ? {} : { item: itemId }))
    showToast({ tone: 'info', title: said(project), action: { label: 'Show', onPress: show } })
  }
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" icon={icon}>
        {label}
      </Button>
      <Popover label={label} placement="bottom end" isFlush>
        <Suspense fallback={<SkeletonRows label="Loading" count={4} />}>
          <ProjectChoice projects={projects} onChoose={(project) => void add(project)} />
        </Suspense>
      </Popover>
    </PopoverTrigger>
  )
}
