/** Of a version that is scheduled with its project: when it goes out, and that its schedule is cancelled there. */
import type { Id } from '@copydesk/contract'
import { useProjects } from '@copydesk/react'
import { Link } from 'react-router'
import { paths } from '../../../paths.ts'
import { ScheduledFor } from '../../../projects/ScheduledFor.tsx'

export function GoesOutWith({ projectId }: { projectId: Id }) {
  const project = useProjects().data?.data.find(({ id }) => id === projectId)
  if (project === undefined || project.schedule === null) return null
  return (
    <>
      {' '}
      It goes out with{' '}
      <Link to={paths.project(projectId)} dir="auto">
        {project.name}
      </Link>
      : <ScheduledFor schedule={project.schedule} />. To change it, cancel the schedule there.
    </>
  )
}
