/** Taking a release back: the button that makes the project for it, or the way to the one that does or did. */
import type { Release } from '@copydesk/contract'
import { useCommands, useProjects } from '@copydesk/react'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Button, showToast } from '../design/index.ts'
import { paths } from '../paths.ts'
import { useMay } from '../people/use-may.ts'
import styles from './RevertRelease.module.css'

type Revertible = Pick<Release, 'id' | 'state' | 'revertProjectId' | 'revertedById'>

export function RevertRelease({ release }: { release: Revertible }) {
  const commands = useCommands()
  const navigate = useNavigate()
  const mayRevert = useMay('project.publish')
  const [isPending, setPending] = useState(false)
  const { id, state, revertProjectId, revertedById } = release
  const project = useProjects().data?.data.find((one) => one.id === revertProjectId)
  const isWaiting = project?.publishedAt === null && project.archivedAt === null
  const revert = async () => {
    setPending(true)
    const outcome = await commands.revertRelease(id)
    setPending(false)
    if (!outcome.ok || outcome.value === undefined) return
    showToast({ tone: 'info', title: 'Publish this project to take the release back' })
    void navigate(paths.project(outcome.value.project.id))
  }
  return (
    <span className={styles.revert}>
      {revertedById !== null && <span className={styles.said}>Taken back</span>}
      {project !== undefined && (
        <Link to={paths.project(project.id)} dir="auto">
          {project.name}
        </Link>
      )}
      {isWaiting && <span className={styles.said}>waits to be published</span>}
      {mayRevert && !isWaiting && state === 'done' && (
        <Button
          size="small"
          variant="quiet"
          icon={<Undo2 size={14} aria-hidden />}
          isPending={isPending}
          onPress={() => void revert()}
        >
          Revert
        </Button>
      )}
    </span>
  )
}
