/** The columns of what awaits a person, the groups that they are in, and the two-line row for phones. */
import { type Actor, type Awaited, awaitedKinds } from '@copydesk/contract'
import { Link } from 'react-router'
import { type Column, type Grouping, StatusPill } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { DueDay } from '../../projects/due/DueDay.tsx'
import styles from './Awaiting.module.css'

const kindWords: Record<string, string> = {
  approve: 'To decide on',
  finish: 'To go on with',
  tick: 'To tick off',
  answer: 'To answer',
  review: 'Anyone may review',
}

export const byKind: Grouping<Awaited> = {
  id: 'kind',
  keyOf: ({ kind }) => kind,
  nameOf: (kind) => kindWords[kind] ?? kind,
  compare: (left, right) => rank(left) - rank(right),
}

function rank(kind: string): number {
  return (awaitedKinds as readonly string[]).indexOf(kind)
}

/** Where it is done. */
export function placeOf({ projectId, itemId, taskId, contentId, versionId, ...one }: Awaited): string {
  if (one.commentId !== null) {
    const home =
      projectId === null
        ? { contentId: contentId ?? '', language: one.language ?? '' }
        : { projectId, itemId }
    return paths.thread(home, one.commentId)
  }
  if (projectId === null) return paths.contentItem(contentId ?? '', { version: versionId })
  return taskId === null ? paths.project(projectId, { item: itemId }) : paths.checklist(projectId)
}

export const awaitedColumns: Column<Awaited>[] = [
  {
    id: 'title',
    heading: 'Title',
    width: 'minmax(200px, 1fr)',
    cell: (one) => <Title one={one} />,
    sortBy: (one) => one.title,
  },
  {
    id: 'project',
    heading: 'Project',
    width: 'minmax(120px, 260px)',
    cell: (one) => <ProjectName one={one} />,
    sortBy: (one) => one.projectName ?? '',
  },
  {
    id: 'status',
    heading: 'Status',
    width: '124px',
    cell: (one) => one.status !== null && <StatusPill status={one.status} />,
    sortBy: (one) => one.status,
    hideBelowPx: 700,
  },
  {
    id: 'due',
    heading: 'Due',
    width: '120px',
    cell: (one) => <DueDay dueAt={one.dueAt} isOver={false} />,
    sortBy: (one) => one.dueAt,
  },
]

function Title({ one }: { one: Awaited }) {
  return (
    <span className={styles.title}>
      <Link to={placeOf(one)} tabIndex={-1} dir="auto">
        {one.title}
      </Link>
      {one.askedBy !== null && <AskedBy actor={one.askedBy} />}
      {one.reason !== null && (
        <span dir="auto" className={styles.soft} title={one.reason}>
          {one.reason}
        </span>
      )}
    </span>
  )
}

function AskedBy({ actor }: { actor: Actor }) {
  const nameOf = useNameOf()
  return (
    <span dir="auto" className={styles.soft}>
      {nameOf(actor)}
    </span>
  )
}

function ProjectName({ one: { projectName } }: { one: Awaited }) {
  return (
    <span dir="auto" className={styles.soft}>
      {projectName ?? 'No project'}
    </span>
  )
}

/** A whole row in two lines. */
export function PhoneAwaited({ one }: { one: Awaited }) {
  return (
    <span className={styles.phone}>
      <Title one={one} />
      <span className={styles.phoneLine}>
        {one.status !== null && <StatusPill status={one.status} />}
        <ProjectName one={one} />
        {one.dueAt !== null && <DueDay dueAt={one.dueAt} isOver={false} />}
      </span>
    </span>
  )
}
