/** The screen at `/projects/:projectId`; `?tab=`, `?item=` and `?comment=` say where in it. */
import { useProject } from '@copydesk/react'
import { useParams } from 'react-router'
import { cx, Skeleton, SkeletonRows } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { paths } from '../../paths.ts'
import { LoadFailure } from '../errors/LoadFailure.tsx'
import { NotFoundScreen } from '../errors/NotFoundScreen.tsx'
import styles from './Project.module.css'
import { ProjectView } from './ProjectView.tsx'

export function Project() {
  const { projectId = '' } = useParams()
  // Another project is another screen: nothing typed or chosen in the one may appear in the other.
  return <LoadedProject key={projectId} projectId={projectId} />
}

function LoadedProject({ projectId }: { projectId: string }) {
  const { project, items } = useProject(projectId)
  // What is not even an id names nothing.
  if (project.error?.code === 'invalid_request') return <NotFoundScreen />
  if (project.status === 'error' || project.status === 'gone') {
    return (
      <LoadFailure
        error={project.error}
        onRetry={() => void project.refresh()}
        what="project"
        back={{ path: paths.projects(), label: 'Go to the projects' }}
      />
    )
  }
  if (project.status === 'loading') {
    return (
      <Page title="Project" heading={<Skeleton width="180px" />}>
        <div className={cx(styles.loading)}>
          <Skeleton width="38%" />
        </div>
        <SkeletonRows label="Loading the project" count={16} />
      </Page>
    )
  }
  return <ProjectView project={project.data} items={items} />
}
