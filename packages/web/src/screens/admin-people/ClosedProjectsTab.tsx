/** The private projects that an administrator is not in, by name alone, and the way in, which everybody in it sees. */
import { ApiError } from '@copydesk/client'
import type { ClosedProject } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Lock } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import {
  Button,
  EmptyState,
  ErrorState,
  RelativeTime,
  RowList,
  ScrollArea,
  SkeletonRows,
} from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './Lists.module.css'

export function ClosedProjectsTab() {
  const { api } = useDesk()
  const [rows, setRows] = useState<readonly ClosedProject[] | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const load = useCallback(
    (signal?: AbortSignal) =>
      api.projects.listClosed(signal === undefined ? {} : { signal }).then(
        ({ data }) => {
          setError(null)
          setRows(data)
        },
        (reason: unknown) => {
          if (signal?.aborted) return
          if (!(reason instanceof ApiError)) throw reason
          setError(reason)
        },
      ),
    [api],
  )
  useEffect(() => {
    const leaving = new AbortController()
    void load(leaving.signal)
    return () => leaving.abort()
  }, [load])
  if (error !== null) {
    return <ErrorState error={error} onRetry={() => void load()} />
  }
  if (rows === null) return <SkeletonRows label="Loading private projects" count={4} />
  if (rows.length === 0) {
    return (
      <EmptyState icon={<Lock size={20} />} title="No private project is closed to you">
        You are in all that there are, or there are none.
      </EmptyState>
    )
  }
  return (
    <ScrollArea>
      <RowList label="Private projects">
        {rows.map((project) => (
          <ClosedProjectRow key={project.id} project={project} />
        ))}
      </RowList>
    </ScrollArea>
  )
}

function ClosedProjectRow({ project: { id, name, createdBy, createdAt } }: { project: ClosedProject }) {
  const { api } = useDesk()
  const nameOf = useNameOf()
  const navigate = useNavigate()
  const commandIdOf = useCommandId()
  const entering = useSubmit<unknown>(() => void navigate(paths.project(id)))
  return (
    <li aria-label={name} className={styles.row}>
      <div>
        <p className={styles.head}>
          <bdi className={styles.name}>{name}</bdi>
        </p>
        <p className={styles.facts}>
          <span>
            Made by <bdi>{nameOf(createdBy)}</bdi>, <RelativeTime at={createdAt} />
          </span>
        </p>
        <div role="alert">
          {entering.error !== null && <p className={styles.failure}>{entering.error.title}.</p>}
        </div>
      </div>
      <Button
        size="small"
        aria-label={`Enter ${name}`}
        isPending={entering.isPending}
        onPress={() => entering.submit(() => api.projects.enter(id, { commandId: commandIdOf({ id }) }))}
      >
        Enter
      </Button>
    </li>
  )
}
