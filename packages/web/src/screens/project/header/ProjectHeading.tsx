/** The project's colour and name in the top bar; both are changed in place. */

import type { ChangeProject, Project } from '@copydesk/contract'
import { Suspense } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, Popover, PopoverTrigger, ProjectColorDot } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import styles from './Header.module.css'
import { InlineText } from './InlineText.tsx'

const ColorChoice = later(async () => (await import('./ColorChoice.tsx')).ColorChoice)

export interface ProjectHeadingProps {
  project: Project
  mayEdit: boolean
  onChange: (change: ChangeProject) => void
}

export function ProjectHeading({ project, mayEdit, onChange }: ProjectHeadingProps) {
  return (
    <span className={cx(styles.heading)}>
      {mayEdit ? (
        <PopoverTrigger>
          <AriaButton className={cx(styles.colorButton)} aria-label={`Colour: ${project.color}`}>
            <ProjectColorDot color={project.color} />
          </AriaButton>
          <Popover label="Colour" placement="bottom start">
            <Suspense>
              <ColorChoice value={project.color} onChange={(color) => onChange({ color })} />
            </Suspense>
          </Popover>
        </PopoverTrigger>
      ) : (
        <ProjectColorDot color={project.color} />
      )}
      <InlineText project={project} field="name" label="Project name" maxLength={200} mayEdit={mayEdit} />
    </span>
  )
}
