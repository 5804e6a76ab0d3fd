/** The project's colour and name in the top bar; both are changed in place. */

import type { RowChange } from '@copydesk/client'
import type { ChangeProject, Project } from '@copydesk/contract'
import { Suspense } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Popover, PopoverTrigger, ProjectColorDot } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { PrivateMark } from '../../../projects/PrivateMark.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import styles from './Header.module.css'
import { InlineText } from './InlineText.tsx'

const ColorChoice = later(async () => (await import('./ColorChoice.tsx')).ColorChoice)

export interface ProjectColorProps {
  project: Project
  mayEdit: boolean
  onChange: (change: ChangeProject) => void
}

/** The dot before the name. */
export function ProjectColor({ project, mayEdit, onChange }: ProjectColorProps) {
  if (!mayEdit) return <ProjectColorDot color={project.color} />
  return (
    <span className={styles.lead}>
      <PopoverTrigger>
        <AriaButton className={styles.colorButton} aria-label={`Colour: ${project.color}`}>
          <ProjectColorDot color={project.color} />
        </AriaButton>
        <Popover label="Colour" placement="bottom start">
          <Suspense>
            <ColorChoice value={project.color} onChange={(color) => onChange({ color })} />
          </Suspense>
        </Popover>
      </PopoverTrigger>
    </span>
  )
}

export interface ProjectHeadingProps {
  project: Project
  mayEdit: boolean
  /** What someone else changed of it just now. */
  change: RowChange | undefined
}

/** The name. */
export function ProjectHeading({ project, mayEdit, change }: ProjectHeadingProps) {
  return (
    <span className={styles.heading}>
      <ChangeMark change={change} field="name" deed="renamed it">
        <InlineText project={project} field="name" label="Project name" maxLength={200} mayEdit={mayEdit} />
      </ChangeMark>
      <PrivateMark project={project} />
    </span>
  )
}
