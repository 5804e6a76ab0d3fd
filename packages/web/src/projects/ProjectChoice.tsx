/** The open projects to choose from, found by name while the focus stays in the field. */
import type { Project } from '@copydesk/contract'
import { Autocomplete, ListBox, ListBoxItem, useFilter } from 'react-aria-components'
import { PickerSearch, ProjectColorDot } from '../design/index.ts'
import styles from './ProjectChoice.module.css'

export interface ProjectChoiceProps {
  projects: readonly Project[]
  onChoose: (project: Project) => void
}

export function ProjectChoice({ projects, onChoose }: ProjectChoiceProps) {
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <div className={styles.projects}>
      <Autocomplete filter={contains}>
        <div className={styles.search}>
          <PickerSearch label="Search projects" />
        </div>
        <ListBox
          aria-label="Projects"
          items={projects.filter(({ archivedAt }) => archivedAt === null)}
          onAction={(key) => {
            const project = projects.find(({ id }) => id === key)
            if (project !== undefined) onChoose(project)
          }}
          renderEmptyState={() => <p className={styles.hint}>No project has that in its name.</p>}
          className={styles.projectList}
        >
          {(project) => (
            <ListBoxItem id={project.id} textValue={project.name} className={styles.project}>
              <ProjectColorDot color={project.color} />
              <span dir="auto">{project.name}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </div>
  )
}
