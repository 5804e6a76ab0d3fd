/** The project that holds this version, or the button that adds it to one. */
import { type Project, type VersionSummary, wasPublished } from '@copydesk/contract'
import { useCommands, useProjects } from '@copydesk/react'
import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { Autocomplete, ListBox, ListBoxItem, useFilter } from 'react-aria-components'
import { Link } from 'react-router'
import { Button, cx, Popover, PopoverTrigger, ProjectColorDot, SearchField } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import styles from './ContentView.module.css'

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
  const { contains } = useFilter({ sensitivity: 'base' })
  const [isOpen, setOpen] = useState(false)
  const add = (projectId: string) => {
    setOpen(false)
    void commands.addItems(projectId, [{ contentId: version.contentId, versionId: version.id }])
  }
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" icon={<FolderPlus size={15} aria-hidden />}>
        Add to project
      </Button>
      <Popover label="Add to project" placement="bottom end" isFlush>
        <div className={cx(styles.projects)}>
          <Autocomplete filter={contains}>
            <div className={cx(styles.search)}>
              <SearchField label="Search projects" autoFocus />
            </div>
            <ListBox
              aria-label="Projects"
              items={projects}
              onAction={(key) => add(String(key))}
              renderEmptyState={() => <p className={cx(styles.hint)}>No project has that in its name.</p>}
              className={cx(styles.projectList)}
            >
              {(project) => (
                <ListBoxItem id={project.id} textValue={project.name} className={cx(styles.project)}>
                  <ProjectColorDot color={project.color} />
                  <span>{project.name}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </div>
      </Popover>
    </PopoverTrigger>
  )
}
