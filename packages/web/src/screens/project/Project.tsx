/** The screen at `/projects/:projectId`; `?tab=`, `?item=` and `?comment=` say where in it. */
import type { ProjectAction } from '@copydesk/contract'
import { useCommands, useProject } from '@copydesk/react'
import { Suspense } from 'react'
import { useParams } from 'react-router'
import { Skeleton, SkeletonRows, Spoken } from '../../design/index.ts'
import { LoadFailure } from '../../frame/errors/LoadFailure.tsx'
import { NotFoundScreen } from '../../frame/errors/NotFoundScreen.tsx'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { MayInProject, useMay } from '../../people/use-may.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { TypingPlace } from '../../projects/typing/typing-place.ts'
import { LeftWords } from '../../unsaved/LeftWords.tsx'
import styles from './Project.module.css'
import { ProjectView } from './ProjectView.tsx'

const BringBack = later(async () => (await import('../../frame/errors/BringBack.tsx')).BringBack)

/** What is archived is read only. */
const nothing: readonly ProjectAction[] = []

export function Project() {
  const { projectId = '' } = useParams()
  // Another project is another screen: nothing typed or chosen in the one may appear in the other.
  return <LoadedProject key={projectId} projectId={projectId} />
}

function LoadedProject({ projectId }: { projectId: string }) {
  const { project, items } = useProject(projectId)
  const commands = useCommands()
  const nameOf = useNameOf()
  const mayWrite = useMay('project.write')
  // What is not even an id names nothing.
  if (project.error?.code === 'invalid_request') return <NotFoundScreen />
  if (project.status === 'error' || project.status === 'gone') {
    const by = project.status === 'gone' ? project.by : null
    const loadAgain = () => {
      void project.refresh()
      void items.refresh()
    }
    return (
      <LoadFailure
        error={project.error}
        onRetry={() => void project.refresh()}
        what="project"
        by={by === null ? null : nameOf(by)}
        back={{ path: paths.projects(), label: 'Go to the projects' }}
      >
        {mayWrite && (
          <Suspense>
            <BringBack
              restore={async () => (await commands.restoreProject(projectId)).ok}
              onBack={loadAgain}
            />
          </Suspense>
        )}
        <LeftWords
          isLeft={(subject) => 'projectId' in subject && subject.projectId === projectId}
          what={`${by === null ? 'Someone' : nameOf(by)} deleted the project`}
          instead={null}
        />
      </LoadFailure>
    )
  }
  if (project.status === 'loading') {
    return (
      <Page title="Project" lead={<Skeleton width="180px" />} heading={<Spoken>Project</Spoken>}>
        <div className={styles.loading}>
          <Skeleton width="38%" />
        </div>
        <SkeletonRows label="Loading the project" count={16} />
      </Page>
    )
  }
  const { may, archivedAt } = project.data
  return (
    <MayInProject value={archivedAt === null ? may : nothing}>
      <TypingPlace value={projectId}>
        <ProjectView project={project.data} changes={project.changes} items={items} />
      </TypingPlace>
    </MayInProject>
  )
}
